package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.operator.CredentialSource.Kind;
import java.util.Optional;

/// What a container or an EC2 instance gives to the programs that run there.
interface MachineCredentials {
  /// @return empty if the machine has none of that kind
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if it should have some and does not
  ///   give them
  Optional<ExpiringKeys> find(Kind kind);
}
