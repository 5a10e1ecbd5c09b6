package io.spiffeaws.trust.subject;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.AnchorSplit;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;
import java.util.Optional;

/// Adds, removes and lists the subjects that a trust policy allows by trust anchors of IAM Roles
/// Anywhere, as [SubjectEditor] does for tokens. Pure functions of the policy.
public final class AnchorEditor {
  private AnchorEditor() {}

  /// Allows a subject by one trust anchor. No other subject, anchor or principal is allowed more
  /// than before.
  ///
  /// @param restrict restrict statements without a condition on the URI to the added subject
  /// @throws ProblemException malformed: `not-a-session-tag`; refused: `whole-trust-domain`,
  ///   `denied-by-statement`, `cannot-narrow`, as [SubjectEditor#addSub]
  public static PolicyEdit addSub(
      TrustPolicy policy, RolesAnywhereArn anchor, Subject subject, boolean restrict) {
    return AnchorAddition.to(policy, anchor, subject, restrict);
  }

  /// Checks that the ID of a certificate becomes a session tag.
  ///
  /// @throws ProblemException malformed, `not-a-session-tag`
  public static void checkTag(Subject subject) {
    AnchorAddition.checkTag(subject);
  }

  /// Removes a subject from every list of the trust anchor. Other anchors that a statement names
  /// one by one keep it; those that it accepts by a pattern, or without a condition, do not.
  ///
  /// @return a policy that may have no statement left, which IAM does not accept. [AnchorGrants]
  ///   shows which statements still allow the subject
  public static PolicyEdit removeSub(TrustPolicy policy, RolesAnywhereArn anchor, Subject subject) {
    var edited = policy;
    for (var listing = listing(edited, anchor, subject.text());
        listing.isPresent();
        listing = listing(edited, anchor, subject.text())) {
      edited = without(edited, listing.get(), anchor, subject.text());
    }
    return edited.equals(policy)
        ? PolicyEdit.unchanged(policy, "not in the trust policy")
        : PolicyEdit.changed(edited);
  }

  private static Optional<TrustStatement> listing(
      TrustPolicy policy, RolesAnywhereArn anchor, String sub) {
    return RolesAnywhereStatements.of(policy, anchor).stream()
        .filter(statement -> condition(statement, sub).isPresent())
        .findFirst();
  }

  private static TrustPolicy without(
      TrustPolicy policy, TrustStatement statement, RolesAnywhereArn anchor, String sub) {
    var condition = condition(statement, sub).orElseThrow();
    return condition.values().stream().allMatch(sub::equals)
        ? AnchorSplit.without(policy, statement, anchor)
        : AnchorSplit.edited(policy, statement.minusValue(condition, sub), anchor);
  }

  private static Optional<TrustCondition> condition(TrustStatement statement, String sub) {
    return statement.conditionsOn(RolesAnywhereStatements.URI_KEY).stream()
        .filter(RolesAnywhereStatements::lists)
        .filter(condition -> condition.values().contains(sub))
        .findFirst();
  }

  /// Whether the statement names its anchors one by one.
  private static boolean isExact(TrustStatement statement, RolesAnywhereArn anchor) {
    return AnchorSplit.possible(statement, anchor)
        && RolesAnywhereStatements.sources(statement).stream()
            .allMatch(source -> RolesAnywhereStatements.anchor(source).isPresent());
  }

  /// Replaces a subject wherever it is listed for the anchor. If the new subject is not allowed
  /// then, it is added.
  ///
  /// @param old the subject to replace, as written in the policy, in any form
  /// @throws ProblemException refused: `anchor-shared`, if a statement applies to other anchors
  ///   too, which it does not name one by one; or as [#addSub]
  public static PolicyEdit replaceSub(
      TrustPolicy policy, RolesAnywhereArn anchor, String old, Subject subject, boolean restrict) {
    AnchorAddition.checkTag(subject);
    var edited = policy;
    for (var listing = listing(edited, anchor, old);
        listing.isPresent();
        listing = listing(edited, anchor, old)) {
      edited = replaced(edited, listing.get(), anchor, old, subject);
    }
    var added = addSub(edited, anchor, subject, restrict);
    return new PolicyEdit(added.policy(), !added.policy().equals(policy), added.reason());
  }

  private static TrustPolicy replaced(
      TrustPolicy policy,
      TrustStatement statement,
      RolesAnywhereArn anchor,
      String old,
      Subject subject) {
    if (!isExact(statement, anchor)) {
      throw ProblemException.refused(
          "anchor-shared",
          "%s applies to other trust anchors than %s, and %s would be allowed by them too"
              .formatted(statement.title(), anchor, subject),
          "add the ID without --in-place-of, then remove the other one");
    }
    return AnchorSplit.edited(
        policy,
        SubjectEditor.replaced(statement, condition(statement, old).orElseThrow(), old, subject),
        anchor);
  }

  /// The subjects that the policy lists for IAM Roles Anywhere, in its order.
  public static List<ListedSubject> subs(TrustPolicy policy) {
    return RolesAnywhereStatements.subjects(policy).stream()
        .map(listed ->
            new ListedSubject(
                listed.sub(),
                listed.operator(),
                RolesAnywhereStatements.SERVICE,
                List.of(),
                listed.anchors(),
                listed.statement().index() + 1))
        .toList();
  }

  /// Describes the statements that allow every certificate; empty if there are none.
  public static List<String> open(TrustPolicy policy) {
    return policy.statements().stream()
        .filter(RolesAnywhereStatements::isOne)
        .filter(statement -> statement.allowsAction(RolesAnywhereStatements.ACTIONS.getFirst()))
        .filter(
            statement -> statement.conditions().stream().noneMatch(AnchorStatements::identifies))
        .map(statement ->
            "%s has no %s, so it allows every certificate of %s"
                .formatted(
                    statement.title(),
                    RolesAnywhereStatements.URI_KEY,
                    RolesAnywhereStatements.sources(statement).isEmpty()
                        ? "every trust anchor"
                        : String.join(", ", RolesAnywhereStatements.sources(statement))))
        .toList();
  }
}
