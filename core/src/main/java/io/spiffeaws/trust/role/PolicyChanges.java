package io.spiffeaws.trust.role;

import io.spiffeaws.change.Change;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.iam.RolePolicies;
import io.spiffeaws.trust.policy.LineDiff;
import io.spiffeaws.trust.policy.PolicyEquivalence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lists the changes of a role's policies, one [Change] for each policy.
final class PolicyChanges {
  private PolicyChanges() {}

  /// The changes of the specified policies.
  ///
  /// @param before the existing policies
  /// @param arn the role's; null if it does not exist yet
  static List<Change> desired(DesiredRole desired, RolePolicies before, @Nullable String arn) {
    var changes = new ArrayList<Change>();
    for (var policy : desired.attached()) {
      var there = before.attached().contains(policy);
      changes.add(change(policy, there ? Change.Action.UNCHANGED : Change.Action.CREATED, arn, ""));
    }
    desired
        .inline()
        .forEach((policy, text) -> {
          var document = JsonText.parse(text, "the inline policy " + policy);
          var there = Optional.ofNullable(before.inline().get(policy));
          changes.add(inline(policy, there, document, arn));
        });
    return changes;
  }

  private static Change inline(
      String policy, Optional<Json> before, Json desired, @Nullable String arn) {
    if (before.filter(there -> PolicyEquivalence.same(there, desired)).isPresent()) {
      return change(policy, Change.Action.UNCHANGED, arn, "");
    }
    return change(
        policy,
        before.isPresent() ? Change.Action.UPDATED : Change.Action.CREATED,
        arn,
        LineDiff.of(before.map(JsonText::pretty).orElse(""), JsonText.pretty(desired)));
  }

  /// The policies that are deleted or detached.
  static List<Change> dropped(RolePolicies before, RolePolicies after, String arn) {
    var changes = new ArrayList<Change>();
    before.attached().stream()
        .filter(policy -> !after.attached().contains(policy))
        .forEach(policy -> changes.add(change(policy, Change.Action.DELETED, arn, "")));
    before.inline().keySet().stream()
        .filter(policy -> !after.inline().containsKey(policy))
        .forEach(policy -> changes.add(change(policy, Change.Action.DELETED, arn, "")));
    return changes;
  }

  private static Change change(
      String name, Change.Action action, @Nullable String arn, String detail) {
    return new Change(Change.Kind.ROLE_POLICY, name, action, arn, detail);
  }
}
