package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.sts.ReviewToken;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamineTokenTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

  /// Header and claims, with `N` for the current time, and the checks that fail.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':['x'],'iat':N-60,'exp':N+60}   |
          {'alg':'RS256','kid':'k'} | {'iss':'https://a.b/c','sub':'s','aud':'x','iat':N-60,'exp':N-200}  |
          {'alg':'EdDSA','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':'x','iat':N-60,'exp':N+60}     | token_alg
          {'alg':'none'}            | {'iss':'https://a.b','sub':'s','aud':'x','iat':N-60,'exp':N+60}     | token_alg token_kid
          {'alg':'ES256'}           | {'iss':'https://a.b','sub':'s','aud':'x','iat':N-60,'exp':N+60}     | token_kid
          {'alg':'ES256','kid':'k'} | {'sub':'s','aud':'x','iat':N-60,'exp':N+60}                         | token_iss
          {'alg':'ES256','kid':'k'} | {'iss':'http://a.b','sub':'s','aud':'x','iat':N-60,'exp':N+60}      | token_iss
          {'alg':'ES256','kid':'k'} | {'iss':'','sub':'s','aud':'x','iat':N-60,'exp':N+60}                | token_iss
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','aud':'x','iat':N-60,'exp':N+60}               | token
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','iat':N-60,'exp':N+60}               | token
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':['x','y'],'iat':N-60,'exp':N+60} | token
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':['x','y'],'azp':'x','iat':N-60,'exp':N+60} |
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':'x','exp':N+60}                | token
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':'x','iat':N-900,'exp':N-301}   | token_exp
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':'x','iat':N-900,'exp':'soon'}  | token token_exp
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':'x','iat':N-900}               | token token_exp
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':'x','iat':'then','exp':N+60}    | token
          {'alg':'ES256','kid':'k'} | {'iss':'https://a.b','sub':'s','aud':'x','iat':N+900,'exp':N+1200}  | token_exp
          """)
  void eachPartOfTheTokenHasItsCheck(String header, String claims, String failing) {
    var checks = run(token(header, claims), Optional.empty());

    assertThat(checks)
        .extracting(Check::name)
        .containsExactly("token", "token_alg", "token_kid", "token_iss", "token_exp");
    assertThat(failed(checks)).isEqualTo(failing == null ? "" : failing);
    assertThat(checks).allMatch(check -> check.failed() != check.hint().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.b, true",
    "https://a.b/, false",
    "https://A.b, false",
    "https://other.example, false"
  })
  void specifiedIssuerMustBeExactlyTheTokens(String named, boolean good) {
    var token = token("{'alg':'ES256','kid':'k'}", "{'iss':'https://a.b','sub':'s','aud':'x'}");

    var check = ExamineToken.issuer(token, Optional.of(IssuerUrl.parse(named)));

    assertThat(check.ok()).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          270 | expires at 1970-01-12T13:51:10Z, in 4m30s
          -61 | expired at 1970-01-12T13:45:39Z, 1m1s ago; AWS accepts it for 5m after it expires
          """)
  void expiryIsRelativeToNow(int seconds, String detail) {
    assertThat(ExamineToken.until(NOW.plusSeconds(seconds), NOW)).isEqualTo(detail);
  }

  @Test
  void withoutTokenTheChecksAreSkipped() {
    var report = new DoctorReport(_ -> {});
    examine().run(Optional.empty(), Optional.empty(), report);
    assertThat(report.checks()).containsExactly(Check.skipped("token", "there is no token", ""));
  }

  private static List<Check> run(JwtToken token, Optional<IssuerUrl> issuer) {
    var report = new DoctorReport(_ -> {});
    examine().run(Optional.of(token), issuer, report);
    return report.checks();
  }

  private static ExamineToken examine() {
    var clock = Clock.fixed(NOW, ZoneOffset.UTC);
    var review =
        new ReviewToken(
            () -> {
              throw new AssertionError("no issuer is asked");
            },
            clock);
    return new ExamineToken(review, clock);
  }

  private static JwtToken token(String header, String claims) {
    var timed =
        Pattern.compile("N([+-]\\d+)")
            .matcher(claims)
            .replaceAll(at -> "" + (NOW.getEpochSecond() + Long.parseLong(at.group(1))));
    return TokenForge.withHeader(header.replace('\'', '"'), timed.replace('\'', '"'));
  }

  private static String failed(List<Check> checks) {
    return checks.stream().filter(Check::failed).map(Check::name).collect(Collectors.joining(" "));
  }
}
