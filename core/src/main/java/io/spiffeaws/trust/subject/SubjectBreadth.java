package io.spiffeaws.trust.subject;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.Subject;
import java.util.List;

/// Checks that a subject is neither a pattern that covers a whole trust domain or issuer, nor the
/// ID of a trust domain.
public final class SubjectBreadth {
  private SubjectBreadth() {}

  /// Checks a subject.
  ///
  /// @param hint of the error: how to allow it anyway
  /// @throws ProblemException malformed, `whole-trust-domain`, if the subject is a pattern that
  ///   covers a whole trust domain, or all subjects of an issuer
  public static void check(Subject subject, String hint) {
    if (subject.wholeTrustDomain()) {
      throw ProblemException.malformed(
          "whole-trust-domain",
          subject.spiffe()
              ? "\"" + subject + "\" would allow every workload of the trust domain"
              : "\"" + subject + "\" would allow every subject of the issuer",
          hint);
    }
  }

  /// Returns a warning for each subject that no workload can have.
  public static List<String> warnings(List<Subject> subjects) {
    return subjects.stream()
        .filter(Subject::trustDomain)
        .map(subject ->
            subject + " is the ID of a trust domain, which no workload can have: it has no path")
        .toList();
  }
}
