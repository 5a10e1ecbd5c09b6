package io.spiffeaws.sandbox.aws.policy;

/// What a set of policies says.
public enum Verdict {
  ALLOWED,
  /// A statement with the effect Deny applies: nothing can allow it.
  DENIED,
  /// No statement applies.
  UNDECIDED
}
