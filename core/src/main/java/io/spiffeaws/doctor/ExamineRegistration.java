package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
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
  /// @param account that of the operator
  public ExamineRegistration(
      OperatorAccount account,
      ExamineAnchor anchor,
      ExamineProfile profile,
      ExamineCertificateRole role) {
    this.account = account;
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
    report.skip(OperatorAccount.unread(ExamineAnchor.PERMISSIONS, report), "anchor");
    report.skip(OperatorAccount.unread(ExamineProfile.PERMISSIONS, report), "profile");
    if (request.session().isPresent()) {
      report.skip(OperatorAccount.unread(ExamineRole.PERMISSIONS, report), "role", "trust");
    }
  }
}
