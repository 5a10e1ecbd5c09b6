package io.spiffeaws.trust.subject;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.AnchorSplit;
import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.RolesAnywhereEvaluation;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The statements of a policy that matter when a subject is added for a trust anchor. Some can be
/// extended, and some allow the subject without listing any.
record AnchorStatements(TrustPolicy policy, RolesAnywhereArn anchor, Subject subject) {
  private static final String ASSUME_ROLE = "sts:AssumeRole";

  /// An ID that no policy lists.
  private static final String UNLISTED = "spiffe://unlisted.invalid/workload";

  /// The condition keys with a prefix that identifies the holder of a certificate.
  private static final List<String> IDENTIFYING =
      List.of("aws:principaltag/x509s", "sts:sourceidentity");

  RolesAnywhereEvaluation evaluation() {
    return evaluation(policy);
  }

  private RolesAnywhereEvaluation evaluation(TrustPolicy other) {
    return new RolesAnywhereEvaluation(other, RolesAnywhereSession.of(anchor, subject.text()));
  }

  /// Whether the Allow statements of a policy allow the subject.
  Holds granted(TrustPolicy other) {
    return evaluation(other).granted();
  }

  /// Statements that allow every certificate of the anchor: they have no condition on the URI, nor
  /// on another field that identifies the holder.
  List<TrustStatement> open() {
    var unlisted = new RolesAnywhereEvaluation(policy, RolesAnywhereSession.of(anchor, UNLISTED));
    return unlisted.granted() == Holds.NO
        ? List.of()
        : policy.statements().stream()
            .filter(TrustStatement::allows)
            .filter(statement ->
                statement.conditions().stream().noneMatch(AnchorStatements::identifies))
            .filter(statement -> isOpen(statement, unlisted))
            .toList();
  }

  private static boolean isOpen(TrustStatement statement, RolesAnywhereEvaluation unlisted) {
    return switch (unlisted.holds(statement, ASSUME_ROLE)) {
      case YES -> true;
      case UNKNOWN -> RolesAnywhereStatements.isOne(statement);
      case NO -> false;
    };
  }

  /// Whether the condition restricts by a field that identifies the holder of a certificate.
  static boolean identifies(TrustCondition condition) {
    var key = condition.key().toLowerCase(Locale.ROOT);
    return IDENTIFYING.stream().anyMatch(key::startsWith);
  }

  /// The policies in which a statement is extended by the subject, with that statement.
  Stream<Extension> extensions() {
    return RolesAnywhereStatements.of(policy, anchor).stream()
        .filter(this::fits)
        .map(statement -> new Extension(statement, extended(statement)));
  }

  /// A statement and the policy in which it is extended.
  record Extension(TrustStatement statement, TrustPolicy policy) {}

  private boolean fits(TrustStatement statement) {
    var subs = statement.conditionsOn(RolesAnywhereStatements.URI_KEY);
    return subs.size() == 1
        && statement.documented()
        && subs.getFirst().operator().listsExactly()
        && AnchorSplit.possible(statement, anchor)
        && (likes(statement) || !subject.pattern() || staysExact(subs.getFirst()));
  }

  private TrustPolicy extended(TrustStatement statement) {
    if (covers(statement)) {
      return policy;
    }
    var longer = statement.plusValue(sub(statement), subject.text());
    return AnchorSplit.edited(
        policy,
        subject.pattern() && !likes(statement) ? longer.movedTo("StringLike", sub(longer)) : longer,
        anchor);
  }

  /// Whether the statement lists the subject already.
  boolean covers(TrustStatement statement) {
    return sub(statement).values().stream()
        .anyMatch(value ->
            likes(statement) ? Glob.covers(value, subject.text()) : value.equals(subject.text()));
  }

  /// Whether its condition on the URI is `StringLike`.
  boolean likes(TrustStatement statement) {
    return sub(statement).operator().base() == ConditionOperator.Base.STRING_LIKE;
  }

  private static TrustCondition sub(TrustStatement statement) {
    return statement.conditionsOn(RolesAnywhereStatements.URI_KEY).getFirst();
  }

  /// A value that holds `*` or `?` matches no SPIFFE ID under StringEquals, and would become a
  /// pattern under StringLike.
  private static boolean staysExact(TrustCondition condition) {
    return condition.values().stream().noneMatch(Glob::isPattern);
  }
}
