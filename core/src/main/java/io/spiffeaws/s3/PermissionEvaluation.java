package io.spiffeaws.s3;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Decides whether a statement applies to a request. The result is unknown if it depends on a
/// condition key whose value is not known here (IAM User Guide, "Policy evaluation logic").
final class PermissionEvaluation {
  /// Whether a statement applies.
  enum Applies {
    YES,
    UNKNOWN,
    NO;

    Applies and(Applies other) {
      return compareTo(other) > 0 ? this : other;
    }

    private static Applies of(boolean applies) {
      return applies ? YES : NO;
    }
  }

  private static final Set<String> TEXT_COMPARISONS =
      Set.of("StringEquals", "StringLike", "ArnEquals", "ArnLike", "Bool");

  private final AccessCall call;

  PermissionEvaluation(AccessCall call) {
    this.call = call;
  }

  /// Returns whether a statement of a role's or session's policy applies.
  Applies applies(TrustStatement statement) {
    return lists(statement, "Action", "NotAction", call.action(), true)
        .and(lists(statement, "Resource", "NotResource", call.resource(), false))
        .and(statement.conditions().stream().map(this::holds).reduce(Applies.YES, Applies::and));
  }

  /// Returns the resources on which a statement allows the action, if that of the request is not
  /// one of them; else none.
  List<String> otherResources(TrustStatement statement) {
    var resources = statement.document().get("Resource");
    return statement.allows()
            && lists(statement, "Action", "NotAction", call.action(), true) == Applies.YES
            && resources
                .filter(all -> matches(all, call.resource(), false) == Applies.NO)
                .isPresent()
        ? TrustStatement.texts(resources.get())
        : List.of();
  }

  /// Returns whether a statement of a bucket policy applies.
  Applies appliesToPrincipal(TrustStatement statement) {
    return principal(statement).and(applies(statement));
  }

  private static Applies lists(
      TrustStatement statement, String name, String inverse, String value, boolean anyCase) {
    var document = statement.document();
    return document
        .get(name)
        .map(patterns -> matches(patterns, value, anyCase))
        .or(() -> document.get(inverse).map(patterns -> not(matches(patterns, value, anyCase))))
        .orElse(Applies.YES);
  }

  private static Applies matches(Json patterns, String value, boolean anyCase) {
    var result = Applies.NO;
    for (var pattern : TrustStatement.texts(patterns)) {
      if (pattern.contains("${")) {
        result = Applies.UNKNOWN;
      } else if (anyCase
          ? Glob.covers(pattern.toLowerCase(Locale.ROOT), value.toLowerCase(Locale.ROOT))
          : Glob.covers(pattern, value)) {
        return Applies.YES;
      }
    }
    return result;
  }

  private static Applies not(Applies result) {
    return switch (result) {
      case YES -> Applies.NO;
      case NO -> Applies.YES;
      case UNKNOWN -> Applies.UNKNOWN;
    };
  }

  private Applies principal(TrustStatement statement) {
    var document = statement.document();
    if (document.get("NotPrincipal").orElse(null) instanceof Json.Obj others) {
      var named = others.get("AWS").map(TrustStatement::texts).orElse(List.of());
      return named.stream().anyMatch(call.principals()::contains) ? Applies.NO : Applies.UNKNOWN;
    }
    if (document.text("Principal").filter("*"::equals).isPresent()) {
      return Applies.YES;
    }
    return Applies.of(
        statement.principals("AWS").stream().anyMatch(name -> isCaller(name, statement.denies())));
  }

  /// Whether a name is the caller's. The name of an account denies all its roles, but allows them
  /// only what their own policies allow (IAM User Guide, "AWS account principals").
  private boolean isCaller(String name, boolean denies) {
    return name.equals("*")
        || call.principals().contains(name)
        || (denies
            && !call.account().isEmpty()
            && (name.equals(call.account()) || name.endsWith("::" + call.account() + ":root")));
  }

  private Applies holds(TrustCondition condition) {
    var operator = condition.operator();
    var value = call.value(condition.key());
    var spelled = ConditionOperator.plainSpelling(condition.spelled());
    var comparison = spelled.replace("Not", "");
    if (!operator.documented()
        || value.isEmpty()
        || !TEXT_COMPARISONS.contains(comparison)
        || condition.values().stream().anyMatch(text -> text.contains("${"))) {
      return Applies.UNKNOWN;
    }
    var matches =
        condition.values().stream().anyMatch(text -> equal(comparison, text, value.get()));
    return Applies.of(matches != spelled.contains("Not"));
  }

  private static boolean equal(String comparison, String policy, String actual) {
    return switch (comparison) {
      case "StringEquals" -> policy.equals(actual);
      case "Bool" -> policy.equalsIgnoreCase(actual);
      default -> Glob.covers(policy, actual);
    };
  }

  /// Describes the conditions of a statement: ` if StringNotEquals aws:SourceVpce vpce-1`; empty if
  /// it has none.
  static String conditions(TrustStatement statement) {
    return statement.conditions().stream()
        .map(condition ->
            (condition.spelled()
                    + " "
                    + condition.key()
                    + " "
                    + String.join(", ", condition.values()))
                .strip())
        .reduce((one, other) -> one + " and " + other)
        .map(text -> " if " + text)
        .orElse("");
  }
}
