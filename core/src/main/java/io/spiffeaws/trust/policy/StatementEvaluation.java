package io.spiffeaws.trust.policy;

import io.spiffeaws.trust.policy.TrustEvaluation.Holds;

/// Evaluates the statements of a trust policy for one session. The subject may be a pattern: a yes
/// then means that the statement holds for every subject that the pattern matches.
public interface StatementEvaluation {
  /// Whether principal, action and every condition of the statement hold.
  Holds holds(TrustStatement statement);

  /// Whether the statement holds without its conditions on the subject.
  Holds holdsExceptSubject(TrustStatement statement);

  /// Describes the part of the statement whose result is unknown.
  String undecidedReason(TrustStatement statement);
}
