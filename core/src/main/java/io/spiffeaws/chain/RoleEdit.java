package io.spiffeaws.chain;

import io.spiffeaws.json.Json;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.policy.LineDiff;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A change of a role, or of one of its policies.
public sealed interface RoleEdit {
  /// A change of what IAM stores with the role itself.
  sealed interface OfRole extends RoleEdit {
    /// The change as lines of a diff.
    default List<String> lines() {
      return switch (this) {
        case MaxSession(var before, var after) ->
            List.of(
                "- max_session_duration: " + DurationText.print(before),
                "+ max_session_duration: " + DurationText.print(after));
        case Boundary(var before, var after) ->
            before
                .map(arn ->
                    List.of("- permissions_boundary: " + arn, "+ permissions_boundary: " + after))
                .orElse(List.of("+ permissions_boundary: " + after));
        case Tags(_, var lines) -> lines;
        case Describe(var text) -> List.of("+ description: " + text);
        case Trust(var before, _, var after) ->
            LineDiff.of(before.pretty(), after.pretty()).lines().toList();
      };
    }
  }

  /// A change of one of its policies.
  sealed interface OfPolicy extends RoleEdit {
    /// The policy's name, or its ARN.
    String policy();
  }

  /// Replaces the trust policy.
  ///
  /// @param common the policy after the change, restricted to those of the chain's IDs that it also
  ///   allows before
  record Trust(TrustPolicy before, TrustPolicy common, TrustPolicy after) implements OfRole {}

  record MaxSession(Duration before, Duration after) implements OfRole {}

  record Boundary(Optional<String> before, String after) implements OfRole {}

  record Tags(Map<String, String> added, List<String> lines) implements OfRole {}

  /// Sets the description of a role that has none.
  record Describe(String description) implements OfRole {}

  record Attach(String policy) implements OfPolicy {}

  record Detach(String policy) implements OfPolicy {}

  record PutPolicy(String policy, Optional<Json> before, Json after) implements OfPolicy {}

  record DeletePolicy(String policy) implements OfPolicy {}
}
