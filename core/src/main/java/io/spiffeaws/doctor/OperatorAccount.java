package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.chain.CallerAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.problem.ProblemException;

/// Checks whether the operator's credentials are for the account whose resources are read.
///
/// @param caller the operator
record OperatorAccount(CallerAccount caller) {
  /// Adds the check of the account.
  ///
  /// @param needed the account of the role
  /// @param unread what cannot be read otherwise, for the hint
  /// @return whether the credentials are, or may be, for that account
  boolean check(AwsAccount needed, String unread, DoctorReport report) {
    try {
      var found = caller.find();
      if (!found.partition().equals(needed.partition())) {
        report.otherAccount(found);
        report.add(mismatch("partition", found.partition(), needed.partition(), unread));
        return false;
      }
      if (!needed.id().isEmpty() && !found.id().equals(needed.id())) {
        report.otherAccount(found);
        report.add(mismatch("account", found.id(), needed.id(), unread));
        return false;
      }
      report.good(
          "account", "the AWS credentials are for %s, the role's account".formatted(found.id()));
      return true;
    } catch (ProblemException e) {
      var notOffered = e.problem().code().equals(CallerAccount.NOT_OFFERED);
      report.add(
          Check.skipped("account", e.problem().message(), notOffered ? "" : e.problem().hint()));
      return notOffered;
    }
  }

  private static Check mismatch(String what, String ours, String ofRole, String unread) {
    return Check.skipped(
        "account",
        "the AWS credentials are for %s %s, but the role is in %s".formatted(what, ours, ofRole),
        "to check %s, specify credentials of %s %s with --profile or AWS_PROFILE"
            .formatted(unread, what, ofRole));
  }
}
