package io.spiffeaws.trust.policy;

import io.spiffeaws.trust.policy.TrustEvaluation.Holds;

/// What has to change, so that a trust policy lets in one whom it does not: the cause that is
/// mended most easily, where statements say no for different ones.
public enum DenialCause {
  /// A Deny statement, which no other statement outweighs.
  DENY,

  /// The audience: no statement takes it.
  AUDIENCE,

  /// The subject: a statement lets others in who have all else in common with it, or none does.
  SUBJECT;

  public static DenialCause of(TrustPolicy policy, WebIdentity identity) {
    var evaluation = new TrustEvaluation(policy, identity);
    if (policy.statements().stream()
        .anyMatch(statement -> statement.denies() && evaluation.holds(statement) == Holds.YES)) {
      return DENY;
    }
    var allowing = policy.statements().stream().filter(TrustStatement::allows).toList();
    if (allowing.stream()
        .anyMatch(statement -> evaluation.holdsButForSubject(statement) != Holds.NO)) {
      return SUBJECT;
    }
    return allowing.stream().anyMatch(evaluation::failsOnAudience) ? AUDIENCE : SUBJECT;
  }
}
