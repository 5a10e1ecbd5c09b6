package io.spiffeaws.s3;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.List;

/// A policy that decides about permissions: of a role, a session or a bucket. Immutable.
///
/// @param title its name in messages: `inline policy s3-app`
/// @param show the command that prints it; empty if there is none
/// @param statements in the order of the document
public record PermissionPolicy(String title, String show, List<TrustStatement> statements) {
  public PermissionPolicy {
    statements = List.copyOf(statements);
  }

  /// Parses a policy.
  ///
  /// @throws io.spiffeaws.problem.ProblemException malformed, if the text is not JSON
  public static PermissionPolicy parse(String title, String show, String text) {
    var statements = new ArrayList<TrustStatement>();
    if (JsonText.parse(text, "the " + title) instanceof Json.Obj document) {
      var listed = document.get("Statement").orElse(new Json.Arr(List.of()));
      var items = listed instanceof Json.Arr(var all) ? all : List.of(listed);
      for (var item : items) {
        if (item instanceof Json.Obj statement) {
          statements.add(new TrustStatement(statements.size(), statement));
        }
      }
    }
    return new PermissionPolicy(title, show, statements);
  }
}
