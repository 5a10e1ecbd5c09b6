package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.oidc.IssuerSpelling.Place;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamineSpellingTest {
  private static final String RIGHT = "https://a.b";

  private final DoctorReport report = new DoctorReport(_ -> {});

  /// The issuers of token, document, option, provider and trust policy; the failed check and the
  /// beginning of its hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          https://a.b/ | https://a.b  | - | https://a.b  | https://a.b  | token_iss | set jwt_issuer = "https://a.b" in the SPIRE server's configuration
          http://a.b   | https://a.b  | - | -            | -            | token_iss | set jwt_issuer = "https://a.b" in the SPIRE server's configuration
          https://a.b  | https://a.b/ | - | https://a.b  | https://a.b  | issuer    | set jwt_issuer = "https://a.b" in the configuration of the OIDC discovery provider
          https://a.b  | https://a.b  | - | https://a.b/ | https://a.b/ | provider  | create one for the right issuer with: spiffe-aws trust provider create https://a.b; if
          https://a.b  | https://a.b  | https://a.b/ | - | -            | token_iss | specify --issuer https://a.b, or correct SPIFFE_AWS_ISSUER
          https://a.b/ | https://a.b  | - | -            | -            | issuer    | if the OIDC provider in IAM has "https://a.b", set jwt_issuer = "https://a.b"
          """)
  void checkOfTheWrongPlaceFails(
      String token,
      @Nullable String document,
      @Nullable String option,
      @Nullable String provider,
      @Nullable String trust,
      String name,
      String hint) {
    places(token, document, option, provider, trust);
    report.good("token_iss", token);
    report.good("issuer", token);
    report.good("provider", token);

    ExamineSpelling.run(report);

    var failed = report.checks().stream().filter(Check::failed).toList();
    assertThat(failed).extracting(Check::name).containsExactly(name);
    assertThat(failed.getFirst().hint()).startsWith(hint);
    assertThat(failed.getFirst().detail()).contains("\"https://a.b\"");
  }

  @Test
  void othersThatNameTheRightIssuerAreListed() {
    places(RIGHT + "/", RIGHT, null, RIGHT, RIGHT);
    report.good("token_iss", RIGHT + "/");

    ExamineSpelling.run(report);

    assertThat(report.checks().getFirst().detail())
        .isEqualTo(
            "the token has the issuer \"https://a.b/\", not \"https://a.b\" as the discovery"
                + " document, the OIDC provider in IAM, the role's trust policy");
  }

  @Test
  void trustPolicyAloneIsLeftToItsOwnCheck() {
    places(RIGHT, RIGHT, null, RIGHT, RIGHT + "/");
    var before = report.checks();

    ExamineSpelling.run(report);

    assertThat(report.checks()).isEqualTo(before);
  }

  @Test
  void missingIssuerIsTakenFromTheTrustPolicy() {
    report.add(Check.bad("token_iss", "none", "set jwt_issuer"));
    report.places().add(Place.PROVIDER, "https://other");
    report.places().add(Place.PROVIDER, RIGHT);
    report.places().add(Place.TRUST, RIGHT);

    ExamineSpelling.run(report);

    assertThat(report.checks().getFirst().hint())
        .startsWith("set jwt_issuer = \"https://a.b\" in the SPIRE server's configuration");
    assertThat(report.checks().stream().map(Check::name).collect(Collectors.joining()))
        .isEqualTo("token_iss");
  }

  private void places(@Nullable String... urls) {
    var order =
        new Place[] {Place.TOKEN, Place.DOCUMENT, Place.OPTION, Place.PROVIDER, Place.TRUST};
    for (var index = 0; index < urls.length; index++) {
      var url = urls[index];
      if (url != null) {
        report.places().add(order[index], url);
      }
    }
  }
}
