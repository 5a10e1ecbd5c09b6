package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/// A statement of a trust policy, and the changes that are made to one. What is not understood is
/// kept as it is.
///
/// @param index its place in the policy, from 0
/// @param document the statement as the policy has it
public record TrustStatement(int index, Json.Obj document) {
  /// The action that lets in who has a token.
  public static final String WEB_IDENTITY_ACTION = "sts:AssumeRoleWithWebIdentity";

  private static final String CONDITION = "Condition";
  private static final TrustCondition UNREADABLE = new TrustCondition("", "", List.of());

  /// A statement that lets in one subject with one audience, and no more.
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

  /// A statement that lets in those IDs, none of them a pattern, with one audience, and no more.
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

  /// How people find it in the document: `statement 2`, with its Sid where it has one.
  public String title() {
    return "statement "
        + (index + 1)
        + document.text("Sid").map(sid -> " (\"" + sid + "\")").orElse("");
  }

  /// Whether its effect is to let in.
  public boolean allows() {
    return document.text("Effect").filter("Allow"::equals).isPresent();
  }

  /// Whether its effect is to keep out.
  public boolean denies() {
    return document.text("Effect").filter("Deny"::equals).isPresent();
  }

  /// The federated principals, as they are written.
  public List<String> federated() {
    return principals("Federated");
  }

  /// The principals of that kind (`AWS`, `Service`), as they are written.
  public List<String> principals(String kind) {
    return document.get("Principal").orElse(null) instanceof Json.Obj principal
        ? principal.get(kind).map(TrustStatement::texts).orElse(List.of())
        : List.of();
  }

  /// What its `Action` names, as written.
  public List<String> actions() {
    return document.get("Action").map(TrustStatement::texts).orElse(List.of());
  }

  /// The same with these federated principals in place of those that it has.
  public TrustStatement withFederated(List<String> arns) {
    var named = arns.size() == 1 ? Json.of(arns.getFirst()) : Json.strings(arns);
    return document.get("Principal").orElse(null) instanceof Json.Obj principal
        ? new TrustStatement(index, document.with("Principal", principal.with("Federated", named)))
        : this;
  }

  /// The same place in the policy with another document.
  TrustStatement withDocument(Json.Obj document) {
    return new TrustStatement(index, document);
  }

  /// The same with this action in place of those that it has.
  public TrustStatement withActions(List<String> actions) {
    return new TrustStatement(
        index,
        document.with(
            "Action", actions.size() == 1 ? Json.of(actions.getFirst()) : Json.strings(actions)));
  }

  /// Whether its `Action` names that one, or a pattern of it.
  public boolean allowsAction(String action) {
    var wanted = action.toLowerCase(Locale.ROOT);
    return actions().stream()
        .anyMatch(named -> Glob.covers(named.toLowerCase(Locale.ROOT), wanted));
  }

  /// The same with one more action.
  TrustStatement plusAction(String action) {
    var actions = document.get("Action").orElse(new Json.Arr(List.of()));
    return new TrustStatement(index, document.with("Action", append(actions, action)));
  }

  /// The conditions, in the document's order; one that can't be read stands as one without a key.
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

  /// Those on that key.
  public List<TrustCondition> conditionsOn(String key) {
    return conditions().stream().filter(condition -> condition.isOn(key)).toList();
  }

  /// The same with one more value of a condition that it has.
  public TrustStatement plusValue(TrustCondition condition, String value) {
    return withValues(condition, append(valuesOf(condition), value));
  }

  /// The same without that value of a condition that it has.
  public TrustStatement minusValue(TrustCondition condition, String value) {
    return withValues(condition, remove(valuesOf(condition), value));
  }

  /// The same with that condition under another operator, beside what stands there already.
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

  /// The same with one value in place of all values of a condition that it has.
  public TrustStatement onlyValue(TrustCondition condition, String value) {
    return withValues(condition, Json.of(value));
  }

  /// The same with a condition that it has not.
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

  /// A list stays a list, as it was written.
  private static Json remove(Json values, String value) {
    return Json.array(items(values).stream().filter(item -> !item.equals(Json.of(value))).toList());
  }

  private static List<Json> items(Json values) {
    return values instanceof Json.Arr(var items) ? items : List.of(values);
  }

  /// One text stands for a list of one, and a bare number or boolean for its text.
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
}
