package io.spiffeaws.rolesanywhere;

import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// Tests whether the endpoint of IAM Roles Anywhere answers. Sends no credentials. Thread-safe.
public interface EndpointProbe {
  /// An answer of any kind.
  ///
  /// @param endpoint that answered
  /// @param time of the service, in whole seconds; empty if the answer has no date
  record Answer(URI endpoint, Optional<Instant> time) {}

  /// Requests an answer.
  ///
  /// @throws ProblemException unreachable, if there is none
  Answer probe(String region);
}
