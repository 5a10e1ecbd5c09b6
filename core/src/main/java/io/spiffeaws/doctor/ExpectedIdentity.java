package io.spiffeaws.doctor;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.subject.AllSubjects;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.workload.SvidSelector;
import java.util.List;
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

  /// Returns the IDs in the trust policy of the role, without its patterns and the subjects of
  /// other issuers; none if it cannot be read.
  List<SpiffeId> trusted(Optional<RoleArn> role) {
    return role.stream()
        .flatMap(requested -> subjects(requested).stream())
        .flatMap(subject -> id(subject).stream())
        .toList();
  }

  private Optional<SpiffeId> onlySubject(RoleArn requested) {
    var subjects = subjects(requested);
    return subjects.size() == 1 ? id(subjects.getFirst()) : Optional.empty();
  }

  private List<String> subjects(RoleArn requested) {
    try {
      return roles
          .apply(requested.name())
          .filter(role -> role.arn().equals(requested.toString()))
          .stream()
          .flatMap(role -> AllSubjects.of(role.trust()).stream())
          .map(ListedSubject::sub)
          .distinct()
          .toList();
    } catch (ProblemException unreadable) {
      return List.of();
    }
  }

  private static Optional<SpiffeId> id(String subject) {
    try {
      return Optional.of(SpiffeId.parse(subject));
    } catch (ProblemException patternOrOtherIssuer) {
      return Optional.empty();
    }
  }
}
