package io.spiffeaws.trust;

import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import io.spiffeaws.trust.subject.AllSubjects;
import io.spiffeaws.trust.subject.ListedSubject;
import java.util.List;

/// Lists the subjects in a role's trust policy, for tokens and for certificates.
public final class ListSubjects {
  private final Roles roles;

  public ListSubjects(Roles roles) {
    this.roles = roles;
  }

  /// @param subjects in the policy's order
  /// @param warnings statements that allow more than they list
  public record Result(List<ListedSubject> subjects, List<String> warnings) {
    public Result {
      subjects = List.copyOf(subjects);
      warnings = List.copyOf(warnings);
    }
  }

  /// @throws io.spiffeaws.problem.ProblemException missing, if there is no such role
  public Result run(RoleReference role) {
    var trust = TrustPolicyUpdate.found(roles, role).trust();
    return new Result(AllSubjects.of(trust), AllSubjects.open(trust));
  }
}
