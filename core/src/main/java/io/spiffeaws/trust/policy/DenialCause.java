package io.spiffeaws.trust.policy;

import io.spiffeaws.trust.policy.TrustEvaluation.Holds;

/// Why a trust policy denies an identity. If statements deny it for different causes, this is the
/// one that is easiest to fix.
public enum DenialCause {
  /// A Deny statement, which overrides every Allow statement.
  DENY,

  /// The audience: no statement accepts it.
  AUDIENCE,

  /// The subject: a statement allows the same identity with another subject, or no statement does.
  SUBJECT;

  public static DenialCause of(TrustPolicy policy, WebIdentity identity) {
    var evaluation = new TrustEvaluation(policy, identity);
    if (policy.statements().stream()
        .anyMatch(statement -> statement.denies() && evaluation.holds(statement) == Holds.YES)) {
      return DENY;
    }
    var allowing = policy.statements().stream().filter(TrustStatement::allows).toList();
    if (allowing.stream()
        .anyMatch(statement -> evaluation.holdsExceptSubject(statement) != Holds.NO)) {
      return SUBJECT;
    }
    return allowing.stream().anyMatch(evaluation::failsOnAudience) ? AUDIENCE : SUBJECT;
  }
}
