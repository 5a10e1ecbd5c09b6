package io.spiffeaws.trust.subject;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.Subject;

/// Checks that a pattern of subjects does not cover a whole trust domain or issuer.
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
}
