package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.chain.CallerAccount;
import io.spiffeaws.workload.X509Svid;
import java.util.Optional;

/// Checks trust anchor, profile and role in the account with the operator's credentials. If a
/// permission is missing, the check is skipped and reports the required permission.
public final class ExamineRegistration {
  private final OperatorAccount account;
  private final ExamineAnchor anchor;
  private final ExamineProfile profile;
  private final ExamineCertificateRole role;

  /// Creates the checks.
  ///
  /// @param caller the operator
  public ExamineRegistration(
      CallerAccount caller,
      ExamineAnchor anchor,
      ExamineProfile profile,
      ExamineCertificateRole role) {
    this.account = new OperatorAccount(caller);
    this.anchor = anchor;
    this.profile = profile;
    this.role = role;
  }

  void run(ExamineCertificateChain.Request request, Optional<X509Svid> svid, DoctorReport report) {
    var target = request.target();
    var needed = new AwsAccount(target.anchor().partition(), target.anchor().account());
    if (!account.check(needed, "trust anchor, profile and role", report)) {
      skip(request, report);
      return;
    }
    anchor.run(target, svid, report);
    var found = profile.run(target, request.session(), svid.map(X509Svid::spiffeId), report);
    request.session().ifPresent(requested -> role.run(target, requested, svid, found, report));
  }

  private static void skip(ExamineCertificateChain.Request request, DoctorReport report) {
    var here = " in the role's account";
    report.skip(ExamineAnchor.PERMISSIONS + here, "anchor");
    report.skip(ExamineProfile.PERMISSIONS + here, "profile");
    if (request.session().isPresent()) {
      report.skip(ExamineRole.PERMISSIONS + here, "role", "trust");
    }
  }
}
