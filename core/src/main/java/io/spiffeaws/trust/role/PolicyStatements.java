package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.policy.PolicyEquivalence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/// The statements of a policy that is attached to a role. A statement that is neither Allow nor
/// Deny counts as Allow.
///
/// @param version the policy's `Version`; `null` if it has none
record PolicyStatements(Json version, List<Json> all) {
  PolicyStatements {
    all = List.copyOf(all);
  }

  static PolicyStatements of(Json document) {
    if (!(document instanceof Json.Obj policy)) {
      return new PolicyStatements(new Json.Null(), List.of());
    }
    return new PolicyStatements(
        policy.get("Version").orElse(new Json.Null()),
        switch (policy.get("Statement").orElse(null)) {
          case Json.Arr(var items) -> items;
          case null -> List.of();
          case Json one -> List.of(one);
        });
  }

  /// The statements that grant permissions.
  List<Json> allows() {
    return all.stream().filter(Predicate.not(PolicyStatements::denies)).toList();
  }

  /// The statements that deny permissions.
  List<Json> denies() {
    return all.stream().filter(PolicyStatements::denies).toList();
  }

  /// A document with only these statements, each once. Their Sids are removed, since they might be
  /// duplicates.
  Json document() {
    var once = new LinkedHashMap<Json, Json>();
    all.forEach(statement ->
        once.putIfAbsent(PolicyEquivalence.canonical(bare(statement)), bare(statement)));
    var policy = Json.object();
    if (!(version instanceof Json.Null)) {
      policy = policy.with("Version", version);
    }
    return policy.with("Statement", new Json.Arr(new ArrayList<>(once.values())));
  }

  private static Json bare(Json statement) {
    return statement instanceof Json.Obj members ? members.without("Sid") : statement;
  }

  private static boolean denies(Json statement) {
    return statement instanceof Json.Obj members
        && members.text("Effect").filter("Deny"::equals).isPresent();
  }
}
