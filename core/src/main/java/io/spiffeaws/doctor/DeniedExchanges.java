package io.spiffeaws.doctor;

import io.spiffeaws.sts.RoleArn;
import java.time.Instant;
import java.util.Optional;

/// Finds denied exchanges in the event history of the operator's account.
public interface DeniedExchanges {
  /// Returns the newest one for a role, or empty if there is none.
  ///
  /// @param since events before this time are not considered
  /// @throws io.spiffeaws.problem.ProblemException if the history cannot be read
  Optional<DeniedExchange> newest(RoleArn role, Instant since);

  /// Returns the region whose history is read.
  String region();
}
