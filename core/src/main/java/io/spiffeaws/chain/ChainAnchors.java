package io.spiffeaws.chain;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.AnchorSplit;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The trust anchors whose statements in trust policies a chain manages: its own, those that no
/// longer exist, and all statements that accept its own without naming it. Statements for other
/// trust anchors, and Deny statements, are not changed. Pure functions of the policy.
///
/// @param current the chain's trust anchor; empty if the chain specifies none
/// @param former other trust anchors that the chain manages
/// @param existing all trust anchors of the account and region
/// @param region of `existing`
/// @param account of `existing`
record ChainAnchors(
    Optional<RolesAnywhereArn> current,
    Set<RolesAnywhereArn> former,
    Set<RolesAnywhereArn> existing,
    String region,
    String account) {
  /// An ID that nothing has: the top-level domain is reserved (RFC 2606).
  static final Subject NO_SUBJECT = new Subject("spiffe://placeholder.invalid/none");

  /// Replaces the chain's statements.
  ///
  /// @param by the statements for the current anchor
  /// @return the unchanged policy if it has the same meaning already
  TrustPolicy replaced(TrustPolicy policy, TrustPolicy by) {
    var trust = policy;
    for (var anchor : managed(policy)) {
      trust = withoutUnnamed(trust, anchor);
      trust =
          current.filter(anchor::equals).isPresent()
              ? RolesAnywhereStatements.replaced(trust, anchor, by)
              : RolesAnywhereStatements.without(trust, anchor);
    }
    return trust.meansSameAs(policy) ? policy : trust;
  }

  /// Returns a policy without the statements that accept certificates of a trust anchor that does
  /// not exist yet; the same policy if there are none. If no statement remains, the policy allows
  /// an ID that nothing has.
  ///
  /// @param unknown an ARN that no trust anchor has
  static TrustPolicy withoutNew(TrustPolicy policy, RolesAnywhereArn unknown) {
    var restricted = withoutUnnamed(policy, unknown);
    return restricted.grantsNothing()
        ? RolesAnywhereStatements.policy(unknown, List.of(NO_SUBJECT))
        : restricted;
  }

  private Set<RolesAnywhereArn> managed(TrustPolicy policy) {
    var managed = new HashSet<>(former);
    RolesAnywhereStatements.anchors(policy).stream().filter(this::isGone).forEach(managed::add);
    current.ifPresent(managed::add);
    return managed;
  }

  private boolean isGone(RolesAnywhereArn anchor) {
    return anchor.region().equals(region)
        && anchor.account().equals(account)
        && !existing.contains(anchor);
  }

  /// Removes the statements that accept the anchor and do not name it.
  private static TrustPolicy withoutUnnamed(TrustPolicy policy, RolesAnywhereArn anchor) {
    var trust = policy;
    for (var next = unnamed(trust, anchor); next.isPresent(); next = unnamed(trust, anchor)) {
      trust = AnchorSplit.without(trust, next.get(), anchor);
    }
    return trust;
  }

  private static Optional<TrustStatement> unnamed(TrustPolicy policy, RolesAnywhereArn anchor) {
    return RolesAnywhereStatements.of(policy, anchor).stream()
        .filter(statement -> !AnchorSplit.possible(statement, anchor))
        .findFirst();
  }
}
