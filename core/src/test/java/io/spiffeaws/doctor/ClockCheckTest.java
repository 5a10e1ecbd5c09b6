package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.TokenForge;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCheckTest {
  private static final Instant THEIRS = Instant.parse("2026-11-28T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0    | true  | this machine's clock matches the issuer's
          3    | true  | this machine's clock matches the issuer's
          -3   | true  | this machine's clock matches the issuer's
          4    | true  | this machine's clock is 4s ahead of the issuer's; AWS accepts up to 5m
          -200 | true  | this machine's clock is 3m20s behind the issuer's; AWS accepts up to 5m
          300  | true  | this machine's clock is 5m ahead of the issuer's; AWS accepts up to 5m
          301  | false | this machine's clock is 5m1s ahead of the issuer's; AWS accepts up to 5m
          -3600 | false | this machine's clock is 1h behind the issuer's; AWS accepts up to 5m
          """)
  void skewIsCheckedAgainstTheLimitOfAws(int seconds, boolean good, String detail) {
    var check = ClockCheck.check(THEIRS.plusSeconds(seconds), THEIRS);

    assertThat(check.ok()).isEqualTo(good);
    assertThat(check.detail()).isEqualTo(detail);
    assertThat(check.hint().isEmpty()).isEqualTo(good);
  }

  /// The issuer's time and the token's iat and exp, in seconds relative to this machine's time
  /// (empty if unknown), whether the agent just returned the token, and the finding.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0    | -10  | 290  | true  | GOOD    | this machine's clock matches
          0    | -900 | -600 | false | GOOD    | this machine's clock matches
          600  | 590  | 890  | false | FAILED  | this machine's clock is 10m behind the issuer's
          -600 | -610 | -310 | false | FAILED  | this machine's clock is 10m ahead of the issuer's
          600  | -10  | 290  | true  | FAILED  | the clocks of this machine and of the SPIRE server are 10m behind
          -600 | -10  | 290  | true  | FAILED  | the clocks of this machine and of the SPIRE server are 10m ahead of
          0    | 600  | 900  | true  | FAILED  | the SPIRE server's clock is 10m ahead of this machine's and the issuer's
          0    | -900 | -600 | true  | FAILED  | the SPIRE server's clock is 10m behind
               | 600  | 900  | true  | FAILED  | the SPIRE server's clock is 10m ahead of this machine's
               | -900 | -600 | true  | FAILED  | the SPIRE server's clock is 10m behind
               | -900 | -600 | false | SKIPPED | the time of the issuer is unknown
               | -10  | 290  | true  | SKIPPED | the time of the issuer is unknown
          """)
  void clockThatDiffersFromTheTwoOthersIsWrong(
      @Nullable Integer issuer,
      int issued,
      int end,
      boolean fresh,
      Check.Outcome outcome,
      String detail) {
    var token =
        new TokenForge("k")
            .signed(
                "{\"iat\":%d,\"exp\":%d}"
                    .formatted(THEIRS.getEpochSecond() + issued, THEIRS.getEpochSecond() + end));

    var check =
        new ClockCheck(
                THEIRS,
                Optional.ofNullable(issuer).map(THEIRS::plusSeconds),
                Optional.of(token),
                fresh)
            .check();

    assertThat(check.outcome()).isEqualTo(outcome);
    assertThat(check.detail()).startsWith(detail);
    assertThat(check.hint().contains("timedatectl")).isEqualTo(check.failed());
  }
}
