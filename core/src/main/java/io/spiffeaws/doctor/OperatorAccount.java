package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.chain.CallerAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;

/// Checks whether the operator's credentials are for the account whose resources are read.
///
/// @param caller the operator
/// @param chosen whether a profile was specified
public record OperatorAccount(CallerAccount caller, boolean chosen) {
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
      var notOffered = isNotOffered(e.problem());
      report.add(
          Check.skipped("account", e.problem().message(), notOffered ? "" : e.problem().hint()));
      if (chosen && !notOffered) {
        report.unusableProfile(e.problem());
      }
      return notOffered;
    }
  }

  /// Lets the check of the account fail if the specified profile cannot be used and nothing else
  /// failed. A profile that obtains its credentials by this chain fails as an effect.
  static void conclude(DoctorReport report) {
    if (report.checks().stream().noneMatch(Check::failed)) {
      report
          .unusableProfile()
          .ifPresent(
              problem -> report.replace(Check.bad("account", problem.message(), problem.hint())));
    }
  }

  /// Returns why a check in the account was skipped.
  ///
  /// @param permissions what it requires
  static String unread(String permissions, DoctorReport report) {
    return report.unusableProfile().isPresent()
        ? "because of account"
        : permissions + " in the role's account";
  }

  private static boolean isNotOffered(Problem problem) {
    return problem.code().equals(CallerAccount.NOT_OFFERED);
  }

  private static Check mismatch(String what, String ours, String ofRole, String unread) {
    return Check.skipped(
        "account",
        "the AWS credentials are for %s %s, but the role is in %s".formatted(what, ours, ofRole),
        "to check %s, specify credentials of %s %s with --profile or AWS_PROFILE"
            .formatted(unread, what, ofRole));
  }
}
