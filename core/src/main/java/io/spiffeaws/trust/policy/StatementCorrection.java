package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Edits that correct a mistake in a statement. Pure functions of the statement.
public final class StatementCorrection {
  private static final String PRINCIPAL = "Principal";
  private static final String FEDERATED = "Federated";
  private static final String CONDITION = "Condition";

  private StatementCorrection() {}

  /// Replaces a principal by an OIDC provider. All other principals stay.
  ///
  /// @param kind the kind that the principal is listed under: `Federated`, `AWS`
  public static TrustStatement principal(
      TrustStatement statement, String kind, String principal, ProviderArn provider) {
    if (!(statement.document().get(PRINCIPAL).orElse(null) instanceof Json.Obj principals)) {
      return statement;
    }
    var kinds = new LinkedHashMap<>(principals.members());
    var left =
        statement.principals(kind).stream().filter(other -> !other.equals(principal)).toList();
    if (left.isEmpty()) {
      kinds.remove(kind);
    } else {
      kinds.put(kind, texts(left));
    }
    var federated = new ArrayList<String>();
    for (var arn : statement.federated()) {
      federated.add(kind.equals(FEDERATED) && arn.equals(principal) ? provider.text() : arn);
    }
    if (!kind.equals(FEDERATED)) {
      federated.add(provider.text());
    }
    kinds.put(FEDERATED, texts(federated.stream().distinct().toList()));
    return statement.withDocument(statement.document().with(PRINCIPAL, new Json.Obj(kinds)));
  }

  /// Renames the key of a condition. Its operator and values stay.
  public static TrustStatement key(TrustStatement statement, TrustCondition condition, String key) {
    return statement.withDocument(
        edited(
            statement.document(),
            condition,
            (keys, name, values) -> keys.put(name.equals(condition.key()) ? key : name, values)));
  }

  /// Replaces the values of a condition; without values, the condition is removed.
  public static TrustStatement values(
      TrustStatement statement, TrustCondition condition, List<String> texts) {
    return statement.withDocument(
        edited(
            statement.document(),
            condition,
            (keys, name, values) -> {
              if (!name.equals(condition.key())) {
                keys.put(name, values);
              } else if (!texts.isEmpty()) {
                keys.put(name, texts(texts));
              }
            }));
  }

  /// Adds a condition with several values.
  public static TrustStatement condition(
      TrustStatement statement, String operator, String key, List<String> values) {
    var added = statement.plusCondition(operator, key, values.getFirst());
    var condition = new TrustCondition(operator, key, List.of(values.getFirst()));
    return values(added, condition, values);
  }

  private interface KeyEdit {
    void put(Map<String, Json> keys, String name, Json values);
  }

  private static Json.Obj edited(Json.Obj document, TrustCondition condition, KeyEdit edit) {
    var operators = new LinkedHashMap<String, Json>();
    var block = document.get(CONDITION).orElse(null) instanceof Json.Obj found ? found : null;
    if (block == null) {
      return document;
    }
    block
        .members()
        .forEach((operator, members) -> {
          if (!operator.equals(condition.spelled()) || !(members instanceof Json.Obj old)) {
            operators.put(operator, members);
            return;
          }
          var keys = new LinkedHashMap<String, Json>();
          old.members().forEach((name, values) -> edit.put(keys, name, values));
          if (!keys.isEmpty()) {
            operators.put(operator, new Json.Obj(keys));
          }
        });
    return operators.isEmpty()
        ? document.without(CONDITION)
        : document.with(CONDITION, new Json.Obj(operators));
  }

  private static Json texts(List<String> texts) {
    return texts.size() == 1 ? Json.of(texts.getFirst()) : Json.strings(texts);
  }
}
