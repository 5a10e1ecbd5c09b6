package io.spiffeaws.trust.role;

import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import java.util.List;

/// Shows a role, its policies and its trust policy.
public final class ShowRole {
  private final Roles roles;

  public ShowRole(Roles roles) {
    this.roles = roles;
  }

  /// @param attachedPolicies ARNs of the managed policies
  /// @param inlinePolicies names of the inline policies
  public record Result(Role role, List<String> attachedPolicies, List<String> inlinePolicies) {
    public Result {
      attachedPolicies = List.copyOf(attachedPolicies);
      inlinePolicies = List.copyOf(inlinePolicies);
    }
  }

  /// @throws io.spiffeaws.problem.ProblemException missing, if there is no such role
  public Result run(RoleReference reference) {
    var role = TrustPolicyUpdate.found(roles, reference);
    return new Result(role, roles.attachedPolicies(role.name()), roles.inlinePolicies(role.name()));
  }
}
