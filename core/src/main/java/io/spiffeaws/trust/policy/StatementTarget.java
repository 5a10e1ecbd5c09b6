package io.spiffeaws.trust.policy;

import io.spiffeaws.json.Json;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import java.util.Locale;

/// Evaluates the principal and the action of a statement.
final class StatementTarget {
  private StatementTarget() {}

  /// Whether the statement applies to a principal.
  ///
  /// @param kind `Federated`, `Service`
  static Holds principal(TrustStatement statement, String kind, String name) {
    if (statement.document().get("NotPrincipal").isPresent()) {
      return Holds.UNKNOWN;
    }
    return switch (statement.document().get("Principal").orElse(null)) {
      case Json.Str(var anyone) -> Holds.of(anyone.equals("*"));
      case Json.Obj principal ->
          statement.principals(kind).contains(name)
              ? Holds.YES
              : everyone(principal) ? Holds.UNKNOWN : Holds.NO;
      case null, default -> Holds.NO;
    };
  }

  private static boolean everyone(Json.Obj principal) {
    return principal.members().values().stream()
        .anyMatch(values -> TrustStatement.texts(values).contains("*"));
  }

  /// Whether the statement applies to an action.
  static Holds action(TrustStatement statement, String action) {
    var document = statement.document();
    var named =
        document.get("Action").or(() -> document.get("NotAction")).map(TrustStatement::texts);
    var fits =
        named
            .map(actions -> actions.stream().anyMatch(each -> covers(each, action)))
            .map(Holds::of)
            .orElse(Holds.NO);
    return document.get("Action").isPresent() || named.isEmpty() ? fits : fits.not();
  }

  private static boolean covers(String pattern, String action) {
    return Glob.covers(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
  }
}
