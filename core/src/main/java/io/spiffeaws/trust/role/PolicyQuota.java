package io.spiffeaws.trust.role;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.iam.RolePolicies;

/// The quotas for the policies of a role (IAM User Guide, "IAM and AWS STS quotas").
final class PolicyQuota {
  /// Maximum number of managed policies; the account may have a higher quota.
  private static final int MAX_ATTACHED = 10;

  /// Maximum number of characters in all inline policies together.
  private static final int MAX_INLINE = 10_240;

  private PolicyQuota() {}

  /// Whether every intermediate state is within the quotas. The size before and the size after are
  /// accepted in any case.
  static boolean fits(RolePolicies before, RolePolicies after, PolicyWrites writes) {
    var attached = Math.max(MAX_ATTACHED, before.attached().size());
    var inline = Math.max(MAX_INLINE, Math.max(length(before), length(after)));
    var policies = before;
    for (var write : writes.inOrder()) {
      policies = PolicyWrites.applied(policies, write);
      if (policies.attached().size() > attached || length(policies) > inline) {
        return false;
      }
    }
    return true;
  }

  static int length(Json document) {
    return JsonText.compact(document).length();
  }

  private static int length(RolePolicies policies) {
    return policies.inline().values().stream().mapToInt(PolicyQuota::length).sum();
  }
}
