package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import java.util.Set;

/// Replaces failed checks that IAM Roles Anywhere has proved not to matter, by accepting the
/// X509-SVID.
final class ServiceAccepted {
  private static final Set<String> DECIDED =
      Set.of("svid", "svid_time", "svid_chain", "anchor_ca", "anchor", "profile", "profile_role");

  private ServiceAccepted() {}

  static void run(DoctorReport report) {
    if (report.passed("exchange")) {
      report.replaceAll(checks ->
          checks.stream()
              .map(check ->
                  check.failed() && DECIDED.contains(check.name())
                      ? Check.skipped(
                          check.name(),
                          "IAM Roles Anywhere accepted the X509-SVID, although " + check.detail(),
                          "")
                      : check)
              .toList());
    }
  }
}
