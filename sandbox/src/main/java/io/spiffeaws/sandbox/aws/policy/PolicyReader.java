package io.spiffeaws.sandbox.aws.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads policy documents and rejects the same ones as IAM.
final class PolicyReader {
  private static final int DEEPEST = 32;
  private static final Set<String> MEMBERS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private final PolicyRules rules;

  PolicyReader(PolicyRules rules) {
    this.rules = rules;
  }

  PolicyDocument read(String text) {
    if (!(json(text) instanceof Json.Obj document)) {
      throw new MalformedPolicy(rules.notJson());
    }
    var version = document.get("Version").orElse(Json.of("2008-10-17"));
    if (!version.equals(Json.of("2008-10-17")) && !version.equals(Json.of("2012-10-17"))) {
      throw new MalformedPolicy(rules.badVersion());
    }
    boolean variables = version.equals(Json.of("2012-10-17"));
    var statements = new ArrayList<Statement>();
    var sids = new HashSet<String>();
    for (var item : items(document)) {
      if (!(item instanceof Json.Obj statement)) {
        throw new MalformedPolicy(rules.syntax());
      }
      statements.add(statement(statement, variables));
      if (statement.text("Sid").filter(sid -> !sid.isEmpty() && !sids.add(sid)).isPresent()) {
        throw new MalformedPolicy(rules.repeatedSid());
      }
    }
    return new PolicyDocument(statements);
  }

  private Json json(String text) {
    try {
      if (nesting(text) > DEEPEST) {
        throw new MalformedPolicy(rules.notJson());
      }
      return JsonText.parse(text, "policy");
    } catch (ProblemException notJson) {
      throw new MalformedPolicy(rules.notJson());
    }
  }

  /// Counts the opening brackets before the first closing one: an upper bound of the depth that
  /// needs no stack.
  private static int nesting(String text) {
    int deepest = 0;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '[', '{' -> deepest = Math.max(deepest, ++depth);
        case ']', '}' -> depth--;
        default -> {}
      }
    }
    return deepest;
  }

  private List<Json> items(Json.Obj document) {
    return switch (document.get("Statement").orElse(new Json.Arr(List.of()))) {
      case Json.Obj single -> List.of(single);
      case Json.Arr(var items) when !items.isEmpty() -> items;
      case Json.Arr _ -> throw new MalformedPolicy(rules.noStatements());
      default -> throw new MalformedPolicy(rules.syntax());
    };
  }

  private Statement statement(Json.Obj statement, boolean variables) {
    var members = new StatementMembers(statement, rules.syntax());
    if (!MEMBERS.containsAll(statement.members().keySet())
        || (statement.get("Sid").isPresent() && statement.text("Sid").isEmpty())) {
      throw new MalformedPolicy(rules.syntax());
    }
    var effect = effect(members);
    rules.check(statement, members);
    var conditions = conditions(members);
    var actions =
        choice(members, "Action", "NotAction")
            .orElseThrow(() -> new MalformedPolicy(rules.noActions()));
    actions.patterns().forEach(rules::checkAction);
    return new Statement(
        effect.equals("Allow"),
        actions,
        choice(members, "Resource", "NotResource"),
        members.principals(),
        statement.get("NotPrincipal").isPresent(),
        conditions,
        variables);
  }

  private String effect(StatementMembers members) {
    var effect =
        members.texts("Effect").orElseThrow(() -> new MalformedPolicy(rules.noEffect())).getFirst();
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new MalformedPolicy(rules.badEffect(effect));
    }
    return effect;
  }

  private Optional<Statement.Choice> choice(StatementMembers members, String name, String inverse) {
    var chosen = members.texts(name).map(texts -> new Statement.Choice(texts, false));
    var inverted = members.texts(inverse).map(texts -> new Statement.Choice(texts, true));
    if (chosen.isPresent() && inverted.isPresent()) {
      throw new MalformedPolicy(rules.syntax());
    }
    return chosen.or(() -> inverted);
  }

  private List<Condition> conditions(StatementMembers members) {
    var conditions = new ArrayList<Condition>();
    var block = members.statement().get("Condition").orElse(Json.object());
    for (var operator : object(block).members().entrySet()) {
      for (var key : object(operator.getValue()).members().entrySet()) {
        conditions.add(
            Condition.of(operator.getKey(), key.getKey(), members.values(key.getValue()))
                .orElseThrow(() -> new MalformedPolicy(rules.syntax())));
      }
    }
    return conditions;
  }

  private Json.Obj object(Json value) {
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw new MalformedPolicy(rules.syntax());
  }
}
