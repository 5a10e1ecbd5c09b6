package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// A role's trust policy. It preserves everything that it does not interpret: members, their order,
/// and a string instead of a list (IAM User Guide, "IAM JSON policy reference").
///
/// @param document the policy as written; has one statement or a list of them
public record TrustPolicy(Json.Obj document) {
  private static final String STATEMENT = "Statement";

  public TrustPolicy {
    check(document, "the trust policy");
  }

  /// Parses a policy.
  ///
  /// @param json the policy's text, not percent-encoded
  /// @throws ProblemException malformed, if it is not JSON or has no list of statements
  public static TrustPolicy parse(String json) {
    return parse(json, "the trust policy");
  }

  /// Parses a policy.
  ///
  /// @param what description for the message: `the trust policy of role s3-app`
  public static TrustPolicy parse(String json, String what) {
    if (!(JsonText.parse(json, what) instanceof Json.Obj document)) {
      throw malformed(what, "it is not a JSON object");
    }
    check(document, what);
    return new TrustPolicy(document);
  }

  /// A policy without statements, which allows no identity. IAM does not accept it.
  public static TrustPolicy empty() {
    return new TrustPolicy(
        Json.object()
            .with("Version", Json.of("2012-10-17"))
            .with(STATEMENT, new Json.Arr(List.of())));
  }

  /// Returns the policy on one line, as it is sent.
  public String compact() {
    return JsonText.compact(document);
  }

  /// Returns the policy on several lines, as it is printed.
  public String pretty() {
    return JsonText.pretty(document);
  }

  /// Returns the length as IAM counts it: characters without whitespace.
  public int length() {
    return Math.toIntExact(compact().codePoints().filter(c -> !Character.isWhitespace(c)).count());
  }

  /// Whether the policy has no statement.
  public boolean grantsNothing() {
    return statements().isEmpty();
  }

  /// The OIDC providers in its Allow statements, each once.
  public List<ProviderArn> providers() {
    return statements().stream()
        .filter(TrustStatement::allows)
        .flatMap(statement -> statement.federated().stream())
        .flatMap(arn -> ProviderArn.find(arn).stream())
        .distinct()
        .toList();
  }

  /// Whether both policies have the same meaning: a string is a list of one, and the order of
  /// members and list items does not matter.
  public boolean meansSameAs(TrustPolicy other) {
    return PolicyEquivalence.same(document, other.document);
  }

  /// The statements in the document's order.
  public List<TrustStatement> statements() {
    var items = items();
    var statements = new ArrayList<TrustStatement>();
    for (var i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Json.Obj statement) {
        statements.add(new TrustStatement(i, statement));
      }
    }
    return statements;
  }

  /// The statement at that index.
  TrustStatement statement(int index) {
    return statements().stream()
        .filter(statement -> statement.index() == index)
        .findFirst()
        .orElseThrow();
  }

  /// Returns the policy with the statement at its index replaced.
  public TrustPolicy with(TrustStatement statement) {
    var items = new ArrayList<>(items());
    items.set(statement.index(), statement.document());
    return withItems(items);
  }

  /// Returns the policy with another statement at the end.
  public TrustPolicy plus(Json.Obj statement) {
    var items = new ArrayList<>(items());
    items.add(statement);
    return withItems(items);
  }

  /// Returns the policy with another statement after the one at that index.
  TrustPolicy plusAfter(int index, Json.Obj statement) {
    var items = new ArrayList<>(items());
    items.add(index + 1, statement);
    return withItems(items);
  }

  TrustPolicy without(TrustStatement statement) {
    var items = new ArrayList<>(items());
    items.remove(statement.index());
    return withItems(items);
  }

  /// From this version on, `${...}` in a value is a variable.
  boolean hasVariables() {
    return document.text("Version").filter("2012-10-17"::equals).isPresent();
  }

  /// Returns the policy with only that statement.
  public TrustPolicy only(TrustStatement statement) {
    return new TrustPolicy(document.with(STATEMENT, new Json.Arr(List.of(statement.document()))));
  }

  private TrustPolicy withItems(List<Json> items) {
    var single = document.get(STATEMENT).orElse(null) instanceof Json.Obj && items.size() == 1;
    return new TrustPolicy(document.with(STATEMENT, single ? items.getFirst() : Json.array(items)));
  }

  private List<Json> items() {
    return switch (document.get(STATEMENT).orElse(null)) {
      case Json.Arr(var items) -> items;
      case Json.Obj statement -> List.of(statement);
      case null, default -> List.of();
    };
  }

  private static void check(Json.Obj document, String what) {
    switch (document.get("Statement").orElse(null)) {
      case Json.Obj _ -> {}
      case Json.Arr(var items) when items.stream().allMatch(Json.Obj.class::isInstance) -> {}
      case null, default -> throw malformed(what, "it has no list of statements");
    }
  }

  private static ProblemException malformed(String what, String why) {
    return ProblemException.malformed(
        "malformed-trust-policy", what + " cannot be used: " + why, "");
  }
}
