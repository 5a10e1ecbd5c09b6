package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
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
}
