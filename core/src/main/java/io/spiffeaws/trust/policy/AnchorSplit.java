package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Edits a statement for one trust anchor of IAM Roles Anywhere if the statement names other
/// anchors or other principals too. The anchor gets a separate statement; the others keep the
/// unedited one, as in [StatementSplit]. Pure functions of the policy.
public final class AnchorSplit {
  private AnchorSplit() {}

  /// Whether the statement names the anchor without a wildcard, so that it can be split.
  public static boolean possible(TrustStatement statement, RolesAnywhereArn anchor) {
    return RolesAnywhereStatements.isOne(statement)
        && source(statement)
            .filter(condition -> condition.values().contains(anchor.toString()))
            .isPresent();
  }

  /// Whether the statement applies to no other anchor.
  public static boolean isOnlyFor(TrustStatement statement, RolesAnywhereArn anchor) {
    return possible(statement, anchor)
        && source(statement).orElseThrow().values().stream().allMatch(anchor.toString()::equals);
  }

  /// Puts an edited statement into the policy. Other anchors and other principals of the statement
  /// get unedited copies right after it. A statement that does not name the anchor is split only
  /// for its principals.
  ///
  /// @param edited a statement of the policy after the edit, at its index
  public static TrustPolicy edited(
      TrustPolicy policy, TrustStatement edited, RolesAnywhereArn anchor) {
    var unedited = policy.statement(edited.index());
    var others = others(unedited, anchor);
    if (others.isEmpty()) {
      return policy.with(edited);
    }
    return inserted(policy.with(isolated(edited, anchor)), edited.index(), others);
  }

  /// Puts an edited statement into the policy. Other principals of the statement get an unedited
  /// copy right after it; all trust anchors that it names get the edited one.
  ///
  /// @param edited a statement of the policy after the edit, at its index
  public static TrustPolicy forService(TrustPolicy policy, TrustStatement edited) {
    var unedited = policy.statement(edited.index());
    return StatementSplit.others(unedited, StatementPrincipal.ROLES_ANYWHERE)
        .map(others ->
            inserted(
                policy.with(edited.withDocument(onlyService(edited))),
                edited.index(),
                List.of(others)))
        .orElseGet(() -> policy.with(edited));
  }

  /// Deletes a statement for the anchor. It stays for the other anchors and principals that it
  /// names.
  public static TrustPolicy without(
      TrustPolicy policy, TrustStatement statement, RolesAnywhereArn anchor) {
    var others = others(statement, anchor);
    return others.isEmpty()
        ? policy.without(statement)
        : inserted(
            policy.with(statement.withDocument(others.getFirst())),
            statement.index(),
            others.subList(1, others.size()));
  }

  private static TrustPolicy inserted(TrustPolicy policy, int index, List<Json.Obj> copies) {
    var split = policy;
    for (var copy : copies.reversed()) {
      split = split.plusAfter(index, StatementSplit.renamed(copy, split));
    }
    return split;
  }

  /// The statement without that anchor: for the other anchors of IAM Roles Anywhere, and for the
  /// other principals.
  static List<Json.Obj> others(TrustStatement statement, RolesAnywhereArn anchor) {
    var others = new ArrayList<Json.Obj>();
    otherAnchors(statement, anchor).ifPresent(others::add);
    StatementSplit.others(statement, StatementPrincipal.ROLES_ANYWHERE).ifPresent(others::add);
    return others;
  }

  private static Optional<Json.Obj> otherAnchors(
      TrustStatement statement, RolesAnywhereArn anchor) {
    return possible(statement, anchor) && !isOnlyFor(statement, anchor)
        ? Optional.of(
            onlyService(statement.minusValue(source(statement).orElseThrow(), anchor.toString())))
        : Optional.empty();
  }

  private static TrustStatement isolated(TrustStatement statement, RolesAnywhereArn anchor) {
    var narrowed =
        possible(statement, anchor) && !isOnlyFor(statement, anchor)
            ? statement.onlyValue(source(statement).orElseThrow(), anchor.toString())
            : statement;
    return narrowed.withDocument(onlyService(narrowed));
  }

  private static Json.Obj onlyService(TrustStatement statement) {
    return StatementSplit.onlyFor(StatementPrincipal.ROLES_ANYWHERE, statement.document());
  }

  /// The only condition on the source's ARN, if it lists ARNs and does not hold without the key.
  private static Optional<TrustCondition> source(TrustStatement statement) {
    var conditions = statement.conditionsOn(RolesAnywhereStatements.SOURCE_ARN);
    return conditions.size() == 1 && listsExactly(conditions.getFirst().operator())
        ? Optional.of(conditions.getFirst())
        : Optional.empty();
  }

  private static boolean listsExactly(ConditionOperator operator) {
    return operator.listsExactly()
        || (operator.documented()
            && operator.base() == ConditionOperator.Base.ARN
            && !operator.forAll()
            && !operator.forAny()
            && !operator.ifExists());
  }
}
