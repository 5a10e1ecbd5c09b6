package io.spiffeaws.chain;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.ProviderStatements;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.SessionTagging;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.subject.NewTrustPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The trust that a chain specifies for a role, in one or both ways: IDs in tokens of the issuer,
/// and IDs in certificates under the trust anchor.
///
/// @param ids that may assume the role
/// @param audience of the tokens; empty if the role accepts no tokens
/// @param sessionTags whether tokens may contain session tags
/// @param issuer the provider of the chain's issuer, whose statements the chain manages
/// @param former other providers that the chain manages, which the role must no longer trust
/// @param anchor whose certificates are accepted; empty if the role accepts none
/// @param anchors the statements for trust anchors that the chain manages; empty if they are
///   unknown, so that none is changed
record ChainTrust(
    List<Subject> ids,
    Optional<String> audience,
    boolean sessionTags,
    Optional<ProviderArn> issuer,
    List<ProviderArn> former,
    Optional<RolesAnywhereArn> anchor,
    Optional<ChainAnchors> anchors) {
  ChainTrust {
    ids = List.copyOf(ids);
    former = List.copyOf(former);
  }

  /// The trust policy of a new role.
  TrustPolicy ofNewRole() {
    return over(TrustPolicy.empty());
  }

  /// Returns a trust policy with the chain's statements replaced.
  TrustPolicy over(TrustPolicy before) {
    return replaced(before, tokens(ids), certificates(ids));
  }

  /// Returns the same, restricted to the IDs that the policy before allows too, each in the same
  /// way. IAM accepts no policy without a statement. If there is no such ID, the policy allows an
  /// ID that nothing has.
  TrustPolicy within(TrustPolicy before) {
    var tokens = tokens(both(id -> byToken(before, id)));
    var certificates = certificates(both(id -> existing().map(arn -> decide(before, arn, id))));
    return tokens.grantsNothing() && certificates.grantsNothing()
        ? replaced(before, tokensOfNoSubject(), certificatesOfNoSubject())
        : replaced(before, tokens, certificates);
  }

  /// The decisions of a policy on an ID, one for each way of the role.
  List<TrustDecision> decisions(TrustPolicy policy, Subject id) {
    var decisions = new ArrayList<TrustDecision>();
    byToken(policy, id).ifPresent(decisions::add);
    byCertificate(policy, id).ifPresent(decisions::add);
    return decisions;
  }

  /// The statements that allow principals which the chain does not manage.
  List<TrustStatement> ofOthers(TrustPolicy policy) {
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .filter(this::isOfOthers)
        .toList();
  }

  private boolean isOfOthers(TrustStatement statement) {
    var one = TrustPolicy.empty().plus(statement.document());
    return !replaced(one, TrustPolicy.empty(), TrustPolicy.empty()).grantsNothing();
  }

  private TrustPolicy replaced(TrustPolicy before, TrustPolicy tokens, TrustPolicy certificates) {
    var trust = before;
    if (issuer.isPresent()) {
      trust = ProviderStatements.replaced(trust, issuer.get(), tokens);
    }
    for (var provider : former) {
      trust = ProviderStatements.without(trust, provider);
    }
    return anchors.isPresent() ? anchors.get().replaced(trust, certificates) : trust;
  }

  private Optional<TrustDecision> byToken(TrustPolicy policy, Subject id) {
    return audience.map(aud ->
        TrustDecision.decide(
            policy, new WebIdentity(provider().text(), provider().hostPath(), id.text(), aud)));
  }

  private Optional<TrustDecision> byCertificate(TrustPolicy policy, Subject id) {
    return anchor.map(arn -> decide(policy, arn, id));
  }

  private static TrustDecision decide(TrustPolicy policy, RolesAnywhereArn arn, Subject id) {
    return TrustDecision.decide(policy, RolesAnywhereSession.of(arn, id.text()));
  }

  /// The anchor, if it exists: before, one that does not exist allows nothing.
  private Optional<RolesAnywhereArn> existing() {
    return anchor.filter(arn -> !UnknownAnchor.is(arn));
  }

  private List<Subject> both(Function<Subject, Optional<TrustDecision>> decide) {
    Predicate<Subject> allowed = id -> decide.apply(id).filter(TrustDecision::allowed).isPresent();
    return ids.stream().filter(id -> !id.pattern()).filter(allowed).toList();
  }

  private TrustPolicy tokens(List<Subject> allowed) {
    if (audience.isEmpty() || allowed.isEmpty()) {
      return TrustPolicy.empty();
    }
    var policy = NewTrustPolicy.of(provider(), audience.get(), allowed);
    return sessionTags ? SessionTagging.allow(policy, provider()) : policy;
  }

  private TrustPolicy certificates(List<Subject> allowed) {
    return anchor.isEmpty() || allowed.isEmpty()
        ? TrustPolicy.empty()
        : RolesAnywhereStatements.policy(anchor.get(), allowed);
  }

  private TrustPolicy tokensOfNoSubject() {
    return audience
        .map(aud -> NewTrustPolicy.of(provider(), aud, List.of(ChainAnchors.NO_SUBJECT)))
        .orElse(TrustPolicy.empty());
  }

  private TrustPolicy certificatesOfNoSubject() {
    return audience.isPresent()
        ? TrustPolicy.empty()
        : certificates(List.of(ChainAnchors.NO_SUBJECT));
  }

  private ProviderArn provider() {
    return issuer.orElseThrow();
  }
}
