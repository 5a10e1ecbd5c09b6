package io.spiffeaws.s3;

import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Optional;

/// Why a request was denied.
///
/// @param denial what the service's message says
/// @param layer what denied it; empty if that is unknown
/// @param explicit whether a statement denies it, rather than no statement allowing it
/// @param match the statement that denies it; empty if none does or it is unknown
/// @param allowing the policy of the layer that allows it now, although the service's message
///   blames the layer; empty usually
record DenialCause(
    Denial denial,
    Optional<DenyingLayer> layer,
    boolean explicit,
    Optional<Match> match,
    Optional<PermissionPolicy> allowing) {

  /// A statement of a policy.
  ///
  /// @param sure whether it applies for sure; otherwise it depends on a condition that is unknown
  record Match(PermissionPolicy policy, TrustStatement statement, boolean sure) {}

  /// The cause that the service's message names.
  static DenialCause named(Denial denial) {
    return new DenialCause(
        denial, denial.layer(), denial.explicit(), Optional.empty(), Optional.empty());
  }

  static DenialCause implicit(Denial denial, DenyingLayer layer) {
    return new DenialCause(denial, Optional.of(layer), false, Optional.empty(), Optional.empty());
  }

  static DenialCause explicit(Denial denial, DenyingLayer layer, Match match) {
    return new DenialCause(denial, Optional.of(layer), true, Optional.of(match), Optional.empty());
  }

  DenialCause allowedBy(PermissionPolicy policy) {
    return new DenialCause(denial, layer, explicit, match, Optional.of(policy));
  }
}
