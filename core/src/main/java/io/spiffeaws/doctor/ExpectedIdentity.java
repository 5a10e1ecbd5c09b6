package io.spiffeaws.doctor;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.subject.AllSubjects;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.workload.SvidSelector;
import java.util.Optional;
import java.util.function.Function;

/// Finds the SPIFFE ID that this process should have: the requested one, else the only subject in
/// the trust policy of the role.
public final class ExpectedIdentity {
  private final Function<String, Optional<Role>> roles;

  /// @param roles returns a role of the operator's account by name; may throw
  public ExpectedIdentity(Function<String, Optional<Role>> roles) {
    this.roles = roles;
  }

  /// Returns the ID, or empty if it is unknown.
  Optional<SpiffeId> of(SvidSelector choice, Optional<RoleArn> role) {
    return choice.spiffeId().or(() -> role.flatMap(this::onlySubject));
  }

  private Optional<SpiffeId> onlySubject(RoleArn requested) {
    try {
      var subjects =
          roles
              .apply(requested.name())
              .filter(role -> role.arn().equals(requested.toString()))
              .stream()
              .flatMap(role -> AllSubjects.of(role.trust()).stream())
              .map(ListedSubject::sub)
              .distinct()
              .toList();
      return subjects.size() == 1
          ? Optional.of(SpiffeId.parse(subjects.getFirst()))
          : Optional.empty();
    } catch (ProblemException unknown) {
      return Optional.empty();
    }
  }
}
