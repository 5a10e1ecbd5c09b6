package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Edits a statement for one principal if the statement names other principals too. The principal
/// gets a separate statement, and the others keep the unedited one. Two Allow statements with the
/// same conditions allow the same as one statement with both principals (IAM User Guide, "Policy
/// evaluation logic"). Pure functions of the policy.
public final class StatementSplit {
  private static final String PRINCIPAL = "Principal";
  private static final String SID = "Sid";

  private StatementSplit() {}

  /// Puts an edited statement into the policy. Other principals of the statement get an unedited
  /// copy right after it.
  ///
  /// @param edited a statement of the policy after the edit, at its index
  public static TrustPolicy edited(
      TrustPolicy policy, TrustStatement edited, ProviderArn provider) {
    var principal = StatementPrincipal.of(provider);
    var unedited = policy.statement(edited.index());
    return others(unedited, principal)
        .map(others ->
            policy
                .with(edited.withDocument(onlyFor(principal, edited.document())))
                .plusAfter(edited.index(), renamed(others, policy)))
        .orElseGet(() -> policy.with(edited));
  }

  /// Deletes a statement for the provider. It stays for the other principals that it names.
  public static TrustPolicy without(
      TrustPolicy policy, TrustStatement statement, ProviderArn provider) {
    return others(statement, provider)
        .map(others -> policy.with(statement.withDocument(others)))
        .orElseGet(() -> policy.without(statement));
  }

  /// The statement without that provider, as [#others].
  static Optional<Json.Obj> others(TrustStatement statement, ProviderArn provider) {
    return others(statement, StatementPrincipal.of(provider));
  }

  /// The statement without that principal: for its other federated principals, AWS accounts and
  /// services. Empty if it names no other principal, or does not list its principals by kind.
  static Optional<Json.Obj> others(TrustStatement statement, StatementPrincipal one) {
    if (!(statement.document().get(PRINCIPAL).orElse(null) instanceof Json.Obj principal)) {
      return Optional.empty();
    }
    var kinds = new LinkedHashMap<>(principal.members());
    var named = statement.principals(one.kind());
    var rest = named.stream().filter(name -> !name.equals(one.name())).toList();
    if (rest.isEmpty()) {
      kinds.remove(one.kind());
    } else if (rest.size() < named.size()) {
      kinds.put(one.kind(), texts(rest));
    }
    return kinds.isEmpty()
        ? Optional.empty()
        : Optional.of(statement.document().with(PRINCIPAL, new Json.Obj(kinds)));
  }

  /// The statement for that principal alone.
  static Json.Obj onlyFor(StatementPrincipal one, Json.Obj document) {
    return document.with(PRINCIPAL, Json.object().with(one.kind(), Json.of(one.name())));
  }

  /// A Sid is unique within a policy (IAM User Guide, "IAM JSON policy elements: Sid").
  static Json.Obj renamed(Json.Obj copy, TrustPolicy policy) {
    var taken =
        policy.statements().stream()
            .flatMap(statement -> statement.document().text(SID).stream())
            .collect(Collectors.toSet());
    return copy.text(SID)
        .map(sid -> {
          var name = sid + "Others";
          for (var i = 2; taken.contains(name); i++) {
            name = sid + "Others" + i;
          }
          return copy.with(SID, Json.of(name));
        })
        .orElse(copy);
  }

  private static Json texts(List<String> texts) {
    return texts.size() == 1 ? Json.of(texts.getFirst()) : Json.strings(texts);
  }
}
