package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.policy.AccessRequest;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.policy.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Evaluates a role's trust policy.
public final class TrustPolicyCheck {
  private TrustPolicyCheck() {}

  /// Returns whether all actions are allowed for the principals.
  public static boolean allows(
      Role role, List<String> actions, Map<String, Set<String>> principals, RequestContext keys) {
    var trust = PolicyDocument.trust(role.trust());
    return actions.stream()
        .allMatch(action ->
            trust.decide(new AccessRequest(action, "", principals, keys)) == Verdict.ALLOWED);
  }
}
