package io.spiffeaws.sandbox.aws.policy;

/// The result of evaluating a set of policies.
public enum Verdict {
  ALLOWED,
  /// A statement with the effect Deny applies. It overrides every Allow.
  DENIED,
  /// No statement applies.
  UNDECIDED
}
