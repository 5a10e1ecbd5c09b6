package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.operator.CredentialSource.Kind;
import java.util.Optional;

/// The credentials of the container or EC2 instance on which this program runs.
interface MachineCredentials {
  /// Returns the credentials of a source.
  ///
  /// @return empty if the machine has no such source
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if it should have one that returns
  ///   none
  Optional<ExpiringKeys> find(Kind kind);
}
