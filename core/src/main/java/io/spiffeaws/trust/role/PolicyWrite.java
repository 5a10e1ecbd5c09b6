package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.iam.Roles;

/// One call that changes the policies of a role.
public sealed interface PolicyWrite {
  record Attach(String arn) implements PolicyWrite {}

  record Detach(String arn) implements PolicyWrite {}

  /// Creates the inline policy, or replaces it.
  record Put(String name, Json document) implements PolicyWrite {}

  record Delete(String name) implements PolicyWrite {}

  /// Makes the call.
  ///
  /// @throws io.spiffeaws.problem.ProblemException as described at [Roles]
  default void apply(String role, Roles roles) {
    switch (this) {
      case Attach(var arn) -> roles.attachPolicy(role, arn);
      case Detach(var arn) -> roles.detachPolicy(role, arn);
      case Put(var name, var document) ->
          roles.putInlinePolicy(role, name, JsonText.compact(document));
      case Delete(var name) -> roles.deleteInlinePolicy(role, name);
    }
  }
}
