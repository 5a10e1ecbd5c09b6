package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.oidc.CertificateFault;
import io.spiffeaws.oidc.IssuerFindings;
import io.spiffeaws.oidc.IssuerHandshake;
import java.util.Set;
import java.util.regex.Pattern;

/// Replaces failed checks that AWS has proved not to matter: what this machine cannot reach or does
/// not trust, although STS does. Faults of the issuer's answers stay failed, since STS caches keys.
final class StsReached {
  private static final Pattern REACH = Pattern.compile("issuer_(jwks_)?(dns|tcp|tls|ca)");
  private static final Set<String> CA = Set.of("issuer_ca", "issuer_jwks_ca");

  private StsReached() {}

  static void run(DoctorReport report) {
    if (report.passed("exchange")) {
      report.replaceAll(
          checks -> checks.stream().map(check -> afterExchange(check, report)).toList());
    } else if (report.passed("thumbprint")) {
      report.replaceAll(checks ->
          checks.stream()
              .map(check ->
                  check.failed() && CA.contains(check.name())
                      ? skipped(check, "AWS trusts the thumbprint of the OIDC provider; here: ")
                      : check)
              .toList());
    }
  }

  private static Check afterExchange(Check check, DoctorReport report) {
    if (!check.failed()) {
      return check;
    }
    if (check.name().equals("thumbprint")) {
      return skipped(check, "STS accepted the token, although ");
    }
    if (REACH.matcher(check.name()).matches() && onlyHere(report)) {
      return skipped(
          check,
          "STS accepted the token, with keys that it has cached or can fetch; from this machine: ");
    }
    return check.name().equals(ClockCheck.NAME) && report.passed("session") && bothAccepted(check)
        ? skipped(check, "STS accepted the token and a request of this machine, although ")
        : check;
  }

  /// Whether a fault concerns this machine only: no connection, or an unknown CA.
  private static boolean onlyHere(DoctorReport report) {
    return report
        .findings()
        .flatMap(IssuerFindings::keyServer)
        .flatMap(IssuerHandshake.Inspection::fault)
        .map(CertificateFault::ofTrust)
        .orElse(true);
  }

  /// Whether the clocks of this machine and of the SPIRE server agree, so that the issuer's, which
  /// AWS does not use, may be wrong.
  private static boolean bothAccepted(Check clock) {
    return clock.detail().startsWith(ClockCheck.BOTH);
  }

  private static Check skipped(Check check, String why) {
    return Check.skipped(check.name(), why + check.detail(), "");
  }
}
