package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.oidc.CertificateFault;
import io.spiffeaws.oidc.IssuerHandshake;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.policy.ProviderArn;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExamineProviderTest {
  private static final IssuerUrl ISSUER = IssuerUrl.parse("https://oidc.example.org");

  /// The provider's thumbprints and audience, the fault of the certificates with the thumbprint ab,
  /// whether the check passes, and the options of the command in the hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ab    | sts.amazonaws.com |            | true  |
          AB    | sts.amazonaws.com |            | true  |
          cd ab | sts.amazonaws.com |            | true  |
          ab    | sts.amazonaws.com | UNKNOWN_CA | true  |
          cd    | sts.amazonaws.com |            | false | --thumbprint auto
          cd    | sts.amazonaws.com | UNKNOWN_CA | false | --thumbprint ab
          cd    | vault             |            | false | --thumbprint auto --audience vault
          """)
  void thumbprintsAreCompared(
      String thumbprints,
      String audience,
      CertificateFault.@Nullable Kind fault,
      boolean good,
      @Nullable String options) {
    var provider =
        new OidcProvider(
            ProviderArn.of("aws", "123456789012", ISSUER),
            List.of(audience),
            Arrays.asList(thumbprints.split(" ")),
            Map.of());

    var check = ExamineProvider.thumbprint(ISSUER, provider, shown(Optional.ofNullable(fault)));

    assertThat(check.ok()).isEqualTo(good);
    assertThat(check.hint())
        .isEqualTo(
            options == null
                ? ""
                : "to add it, run: spiffe-aws trust provider create https://oidc.example.org "
                    + options);
  }

  private static IssuerHandshake.Inspection shown(Optional<CertificateFault.Kind> fault) {
    return new IssuerHandshake.Inspection(
        List.of(),
        false,
        true,
        "TLSv1.3",
        fault.map(kind -> new CertificateFault(kind, "bad", "hint")),
        false,
        "CN=CA",
        Instant.EPOCH,
        "ab");
  }
}
