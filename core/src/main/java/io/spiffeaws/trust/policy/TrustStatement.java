package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// A statement of a trust policy, and edits of it. Everything that is not interpreted is preserved.
///
/// @param index its position in the policy, from 0
/// @param document the statement as written in the policy
public record TrustStatement(int index, Json.Obj document) {
  /// The action that exchanges a token for credentials.
  public static final String WEB_IDENTITY_ACTION = "sts:AssumeRoleWithWebIdentity";

  private static final String CONDITION = "Condition";
  private static final TrustCondition UNREADABLE = new TrustCondition("", "", List.of());

  /// A statement that allows exactly one subject with one audience.
  public static Json.Obj allowing(ProviderArn provider, String audience, Subject subject) {
    if (!subject.pattern()) {
      return allowing(provider, audience, List.of(subject));
    }
    var prefix = provider.hostPath();
    return allowing(
        provider,
        Json.object()
            .with("StringEquals", Json.object().with(prefix + ":aud", Json.of(audience)))
            .with("StringLike", Json.object().with(prefix + ":sub", Json.of(subject.text()))));
  }

  /// A statement that allows exactly the given IDs with one audience. None may be a pattern.
  public static Json.Obj allowing(ProviderArn provider, String audience, List<Subject> subjects) {
    var ids = Json.strings(subjects.stream().map(Subject::text).distinct().toList());
    var keys =
        Json.object()
            .with(provider.hostPath() + ":aud", Json.of(audience))
            .with(
                provider.hostPath() + ":sub",
                ids.items().size() == 1 ? ids.items().getFirst() : ids);
    return allowing(provider, Json.object().with("StringEquals", keys));
  }

  private static Json.Obj allowing(ProviderArn provider, Json.Obj condition) {
    return Json.object()
        .with("Effect", Json.of("Allow"))
        .with("Principal", Json.object().with("Federated", Json.of(provider.text())))
        .with("Action", Json.of(WEB_IDENTITY_ACTION))
        .with(CONDITION, condition);
  }

  /// The name of the statement in messages: `statement 2`, with its Sid if it has one.
  public String title() {
    return "statement "
        + (index + 1)
        + document.text("Sid").map(sid -> " (\"" + sid + "\")").orElse("");
  }

  /// Whether its effect is Allow.
  public boolean allows() {
    return document.text("Effect").filter("Allow"::equals).isPresent();
  }

  /// Whether its effect is Deny.
  public boolean denies() {
    return document.text("Effect").filter("Deny"::equals).isPresent();
  }

  /// The federated principals as written.
  public List<String> federated() {
    return principals("Federated");
  }

  /// The principals of a kind (`AWS`, `Service`) as written.
  public List<String> principals(String kind) {
    return document.get("Principal").orElse(null) instanceof Json.Obj principal
        ? principal.get(kind).map(TrustStatement::texts).orElse(List.of())
        : List.of();
  }

  /// The actions in `Action` as written.
  public List<String> actions() {
    return document.get("Action").map(TrustStatement::texts).orElse(List.of());
  }

  /// Returns the statement with its federated principals replaced.
  public TrustStatement withFederated(List<String> arns) {
    var named = arns.size() == 1 ? Json.of(arns.getFirst()) : Json.strings(arns);
    return document.get("Principal").orElse(null) instanceof Json.Obj principal
        ? new TrustStatement(index, document.with("Principal", principal.with("Federated", named)))
        : this;
  }

  /// Returns a statement at the same position with another document.
  TrustStatement withDocument(Json.Obj document) {
    return new TrustStatement(index, document);
  }

  /// Returns the statement with its actions replaced.
  public TrustStatement withActions(List<String> actions) {
    return new TrustStatement(
        index,
        document.with(
            "Action", actions.size() == 1 ? Json.of(actions.getFirst()) : Json.strings(actions)));
  }

  /// Whether its `Action` lists the action or a pattern that matches it.
  public boolean allowsAction(String action) {
    var wanted = action.toLowerCase(Locale.ROOT);
    return actions().stream()
        .anyMatch(named -> Glob.covers(named.toLowerCase(Locale.ROOT), wanted));
  }

  /// Returns the statement with another action.
  TrustStatement plusAction(String action) {
    var actions = document.get("Action").orElse(new Json.Arr(List.of()));
    return new TrustStatement(index, document.with("Action", append(actions, action)));
  }

  /// The conditions in the document's order. An unreadable condition has an empty key.
  public List<TrustCondition> conditions() {
    var block = document.get(CONDITION).orElse(Json.object());
    if (!(block instanceof Json.Obj(var operators))) {
      return List.of(UNREADABLE);
    }
    var conditions = new ArrayList<TrustCondition>();
    operators.forEach((operator, keys) -> {
      if (keys instanceof Json.Obj(var members)) {
        members.forEach(
            (key, values) -> conditions.add(new TrustCondition(operator, key, texts(values))));
      } else {
        conditions.add(UNREADABLE);
      }
    });
    return conditions;
  }

  /// The conditions on a key.
  public List<TrustCondition> conditionsOn(String key) {
    return conditions().stream().filter(condition -> condition.isOn(key)).toList();
  }

  /// Returns the statement with another value in an existing condition.
  public TrustStatement plusValue(TrustCondition condition, String value) {
    return withValues(condition, append(valuesOf(condition), value));
  }

  /// Returns the statement without a value of an existing condition.
  public TrustStatement minusValue(TrustCondition condition, String value) {
    return withValues(condition, remove(valuesOf(condition), value));
  }

  /// Returns the statement with a condition moved to another operator, whose other keys are kept.
  public TrustStatement movedTo(String operator, TrustCondition condition) {
    var left = keysOf(condition.spelled()).without(condition.key());
    var moved = new LinkedHashMap<String, Json>();
    block()
        .members()
        .forEach((name, keys) -> {
          var vacated = name.equals(condition.spelled());
          if (!vacated || !left.members().isEmpty()) {
            moved.put(name, vacated ? left : keys);
          } else if (!block().members().containsKey(operator)) {
            moved.put(operator, Json.object());
          }
        });
    var keys = moved.get(operator) instanceof Json.Obj there ? there : Json.object();
    moved.put(operator, keys.with(condition.key(), valuesOf(condition)));
    return with(new Json.Obj(moved));
  }

  /// Returns the statement with all values of an existing condition replaced by one.
  public TrustStatement onlyValue(TrustCondition condition, String value) {
    return withValues(condition, Json.of(value));
  }

  /// Returns the statement with a new condition.
  public TrustStatement plusCondition(String operator, String key, String value) {
    return with(block().with(operator, keysOf(operator).with(key, Json.of(value))));
  }

  /// Whether every operator is spelled as IAM documents it.
  public boolean documented() {
    return conditions().stream().allMatch(condition -> condition.operator().documented());
  }

  private TrustStatement withValues(TrustCondition condition, Json values) {
    var keys = keysOf(condition.spelled()).with(condition.key(), values);
    return with(block().with(condition.spelled(), keys));
  }

  private TrustStatement with(Json.Obj block) {
    return new TrustStatement(index, document.with(CONDITION, block));
  }

  private Json.Obj block() {
    return document.get(CONDITION).orElse(null) instanceof Json.Obj block ? block : Json.object();
  }

  private Json.Obj keysOf(String operator) {
    return block().get(operator).orElse(null) instanceof Json.Obj keys ? keys : Json.object();
  }

  private Json valuesOf(TrustCondition condition) {
    return keysOf(condition.spelled()).get(condition.key()).orElse(new Json.Arr(List.of()));
  }

  private static Json append(Json values, String value) {
    var items = new ArrayList<>(items(values));
    items.add(Json.of(value));
    return Json.array(items);
  }

  /// Removes a value. A list stays a list, as it was written.
  private static Json remove(Json values, String value) {
    return Json.array(items(values).stream().filter(item -> !item.equals(Json.of(value))).toList());
  }

  private static List<Json> items(Json values) {
    return values instanceof Json.Arr(var items) ? items : List.of(values);
  }

  /// Returns the values as strings. A string is a list of one; a number or boolean is its text.
  public static List<String> texts(Json values) {
    return items(values).stream().map(TrustStatement::text).toList();
  }

  private static String text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> text;
      case Json.Num(var digits) -> digits;
      case Json.Bool(var bool) -> Boolean.toString(bool);
      case Json.Null _, Json.Obj _, Json.Arr _ -> "";
    };
  }

  /// Whether it may apply to the token of a provider that it does not name.
  public boolean mayApplyToEveryProvider() {
    return StatementTarget.principal(this, "Federated", "") != Holds.NO
        && StatementTarget.action(this, WEB_IDENTITY_ACTION) != Holds.NO;
  }
}
