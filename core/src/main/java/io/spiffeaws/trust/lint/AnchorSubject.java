package io.spiffeaws.trust.lint;

import io.spiffeaws.json.Json;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.AnchorSplit;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.RolesAnywhereEvaluation;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One statement of a policy, checked for IAM Roles Anywhere.
record AnchorSubject(TrustPolicy policy, TrustStatement statement, LintContext context) {
  /// An ID that no policy lists.
  private static final String UNLISTED = "spiffe://unlisted.invalid/workload";

  private static final String ASSUME_ROLE = RolesAnywhereStatements.ACTIONS.getFirst();

  /// The conditions that list allowed IDs, in any spelling.
  List<TrustCondition> listing() {
    return statement.conditionsOn(RolesAnywhereStatements.URI_KEY).stream()
        .filter(RolesAnywhereStatements::lists)
        .toList();
  }

  List<String> values() {
    return listing().stream().flatMap(condition -> condition.values().stream()).toList();
  }

  /// The anchor that the statement is checked with: the first one that it names.
  RolesAnywhereArn anchor() {
    return named()
        .orElseGet(() ->
            new RolesAnywhereArn(
                "aws",
                "us-east-1",
                context.account().orElse("123456789012"),
                RolesAnywhereArn.Type.TRUST_ANCHOR,
                "unnamed"));
  }

  /// The first anchor that the statement names without a wildcard.
  private Optional<RolesAnywhereArn> named() {
    return RolesAnywhereStatements.sources(statement).stream()
        .flatMap(source -> RolesAnywhereStatements.anchor(source).stream())
        .findFirst();
  }

  /// The actions that no statement allows for any of the statement's IDs. A statement for other
  /// actions only is checked if no statement allows `sts:AssumeRole`.
  List<String> missingActions() {
    if (!statement.allowsAction(ASSUME_ROLE)
        && policy.statements().stream()
            .filter(RolesAnywhereStatements::isOne)
            .anyMatch(other -> other.allowsAction(ASSUME_ROLE))) {
      return List.of();
    }
    return tried().stream()
        .map(id -> evaluation(policy, id).missingActions())
        .reduce((one, other) -> one.size() <= other.size() ? one : other)
        .orElse(List.of())
        .stream()
        .filter(action -> !statement.allowsAction(action))
        .toList();
  }

  private List<String> tried() {
    return values().isEmpty() ? List.of(UNLISTED) : values();
  }

  private RolesAnywhereEvaluation evaluation(TrustPolicy by, String id) {
    return new RolesAnywhereEvaluation(by, RolesAnywhereSession.of(anchor(), id));
  }

  /// Returns why the policy allows no certificate by the statement, or empty if it allows one.
  Optional<String> denialReason() {
    return tried().stream().anyMatch(id -> denialReason(id).isEmpty())
        ? Optional.empty()
        : denialReason(tried().getFirst());
  }

  /// Returns why the policy denies the ID, or empty if it may allow it.
  Optional<String> denialReason(String id) {
    return sources().isEmpty()
        ? denialReason(anchor(), id)
        : sources().stream().anyMatch(anchor -> denialReason(anchor, id).isEmpty())
            ? Optional.empty()
            : denialReason(sources().getFirst(), id);
  }

  private List<RolesAnywhereArn> sources() {
    return RolesAnywhereStatements.sources(statement).stream()
        .flatMap(source -> RolesAnywhereStatements.anchor(source).stream())
        .toList();
  }

  private Optional<String> denialReason(RolesAnywhereArn anchor, String id) {
    var decision = TrustDecision.decide(policy, RolesAnywhereSession.of(anchor, id));
    return decision instanceof TrustDecision.Denied(var reasons)
        ? Optional.of(String.join("; ", reasons))
        : Optional.empty();
  }

  /// Whether IAM Roles Anywhere is its only principal.
  boolean onlyService() {
    return statement.document().get("Principal").orElse(null) instanceof Json.Obj(var kinds)
        && kinds.keySet().equals(Set.of("Service"))
        && statement.principals("Service").stream()
            .allMatch(RolesAnywhereStatements.SERVICE::equals);
  }

  /// Whether the statement lists its IDs and anchors exactly, none of them too wide. A correction
  /// then allows only what the author of the policy listed.
  boolean restricted() {
    return !values().isEmpty()
        && listing().stream()
            .allMatch(condition ->
                condition.operator().listsExactly()
                    && condition.values().stream()
                        .allMatch(value ->
                            !Glob.isPattern(value) || SubjectShape.tooWide(value).isEmpty()))
        && named().filter(anchor -> AnchorSplit.possible(statement, anchor)).isPresent();
  }

  /// The hint for a statement that lists no ID.
  String name() {
    return context.fixCommands().name(named());
  }

  /// The hint for a pattern that matches too many IDs.
  String replace(String sub) {
    return context.fixCommands().replace(named(), sub);
  }

  /// The hint for an ID that has no effect.
  String remove(String sub) {
    return context.fixCommands().remove(named(), sub);
  }

  Finding finding(FindingCode code, String detail, String hint) {
    return Finding.of(code, statement, detail, hint);
  }

  /// A finding that can be fixed automatically. The statement is not changed for other principals.
  Finding fixable(FindingCode code, String detail, TrustStatement fixed) {
    return finding(code, detail, context.fixCommands().fix())
        .fixedBy(AnchorSplit.forService(policy, fixed));
  }
}
