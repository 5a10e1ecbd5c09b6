package io.spiffeaws.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IssuerProblemsTest {
  private static final URI DOCUMENT =
      URI.create("https://oidc.example.org/.well-known/openid-configuration");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          301 | redirects, but not to an https URL | without a redirect
          400 | does not accept this host          | add "oidc.example.org" to domains
          403 | it is not public                   | serve /.well-known/openid-configuration to everyone
          404 | not served at this host and path   | server_path_prefix
          418 | HTTP 418                           | serve the document at
          421 | another server is responsible      | DNS record
          429 | too many requests                  | allow AWS
          500 | no keys of the SPIRE server        | let the OIDC discovery provider reach the SPIRE server or agent
          501 | no keys for JWT-SVIDs              | disable_jwt_svids
          502 | does not answer                    | start the OIDC discovery provider
          503 | does not answer                    | start the OIDC discovery provider
          504 | does not answer                    | start the OIDC discovery provider
          """)
  void statusHasItsOwnCauseAndFix(int status, String cause, String fix) {
    var problem = IssuerProblems.status(DOCUMENT, status).problem();

    assertThat(problem.message()).contains("HTTP " + status, cause);
    assertThat(problem.hint())
        .startsWith("on the web server of oidc.example.org (or ask its operator): ")
        .contains(fix);
  }

  @ParameterizedTest
  @EnumSource
  void slowStepIsNamed(HandshakeProgress.Step step) {
    var problem = IssuerProblems.slow(DOCUMENT, step, Duration.ofSeconds(5)).problem();

    assertThat(problem.message())
        .contains(
            switch (step) {
              case DNS -> "the DNS lookup of oidc.example.org did not end within 5000 ms";
              case CONNECT -> "did not accept the connection within 5000 ms";
              case TLS -> "did not complete the TLS handshake within 5000 ms";
            })
        .endsWith("AWS gives up after 5s");
  }

  @Test
  void timeoutIsSuggestedOnlyIfAwsWaitsThatLong() {
    assertThat(IssuerProblems.timedOut(DOCUMENT, Duration.ofSeconds(5)).problem().hint())
        .isEqualTo(
            "on the web server of oidc.example.org (or ask its operator): serve the discovery"
                + " document and the keys as static files, or cache them, so that AWS receives both"
                + " within 5s");
    assertThat(IssuerProblems.timedOut(DOCUMENT, Duration.ofSeconds(2)).problem().hint())
        .contains("--timeout 5s");
  }

  @ParameterizedTest
  @CsvSource({
    "https://oidc.example.org, --out oidc, false",
    "https://b.s3.eu-west-1.amazonaws.com, --s3 b, true",
    "https://b.s3.amazonaws.com/a/, --s3 b/a, true",
    "https://b.c.s3.eu-west-1.amazonaws.com/td1, --s3 b.c/td1, true",
    "https://s3.eu-west-1.amazonaws.com/b/td1, --s3 b/td1, true",
    "https://s3.example.org, --out oidc, false"
  })
  void exportIsACompleteCommand(String issuer, String to, boolean bucket) {
    var hint = ExportHint.of(IssuerUrl.parse(issuer));

    assertThat(hint)
        .contains("run: spiffe-aws oidc export --issuer " + issuer + " " + to)
        .matches(text -> text.contains("serve the directory") != bucket);
  }
}
