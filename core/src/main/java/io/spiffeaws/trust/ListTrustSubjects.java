package io.spiffeaws.trust;

import java.util.List;

/// Lists whom a role's trust policy names.
public final class ListTrustSubjects {
  private final Roles roles;

  public ListTrustSubjects(Roles roles) {
    this.roles = roles;
  }

  /// @param subjects in the policy's order
  /// @param warnings statements that let in more than they list
  public record Result(List<TrustedSubject> subjects, List<String> warnings) {
    public Result {
      subjects = List.copyOf(subjects);
      warnings = List.copyOf(warnings);
    }
  }

  /// @throws io.spiffeaws.problem.ProblemException missing, where there is no such role
  public Result run(RoleReference role) {
    var trust = TrustUpdate.found(roles, role).trust();
    return new Result(SubjectEditor.subs(trust), SubjectEditor.open(trust));
  }
}
