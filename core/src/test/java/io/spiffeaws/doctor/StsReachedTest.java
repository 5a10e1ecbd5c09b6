package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.oidc.CertificateFault;
import io.spiffeaws.oidc.IssuerFindings;
import io.spiffeaws.oidc.IssuerHandshake;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StsReachedTest {
  /// The failed checks, the fault of the certificates, the check that passed, and the checks that
  /// stay failed.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          issuer_dns                |            | exchange   |
          issuer_tcp                |            | exchange   |
          issuer_tls                |            | exchange   |
          issuer_ca                 | UNKNOWN_CA | exchange   |
          issuer_tls                | INCOMPLETE | exchange   |
          issuer_jwks_tls           |            | exchange   |
          thumbprint                |            | exchange   |
          issuer_tls                | EXPIRED    | exchange   | issuer_tls
          issuer_tls                | OTHER_NAME | exchange   | issuer_tls
          issuer                    |            | exchange   | issuer
          issuer_discovery          |            | exchange   | issuer_discovery
          token_iss                 |            | exchange   | token_iss
          issuer_ca exchange        | UNKNOWN_CA | thumbprint | exchange
          issuer_tls exchange       | EXPIRED    | thumbprint | issuer_tls exchange
          issuer_ca exchange        | UNKNOWN_CA |            | issuer_ca exchange
          """)
  void whatOnlyThisMachineLacksIsSkipped(
      String failed,
      CertificateFault.@Nullable Kind fault,
      @Nullable String passed,
      @Nullable String left) {
    var report = new DoctorReport(_ -> {});
    report.found(findings(Optional.ofNullable(fault)));
    for (var name : failed.split(" ", -1)) {
      report.add(Check.bad(name, "bad", "hint"));
    }
    if (passed != null) {
      report.good(passed, "good");
    }

    StsReached.run(report);

    assertThat(
            report.checks().stream()
                .filter(Check::failed)
                .map(Check::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(left == null ? "" : left);
  }

  private static IssuerFindings findings(Optional<CertificateFault.Kind> kind) {
    return new IssuerFindings(
        List.of(),
        Optional.empty(),
        Optional.of(
            new IssuerHandshake.Inspection(
                List.of(),
                false,
                true,
                "TLSv1.3",
                kind.map(found -> new CertificateFault(found, "bad", "hint")),
                false,
                "CN=CA",
                Instant.EPOCH,
                "00")),
        Optional.empty());
  }
}
