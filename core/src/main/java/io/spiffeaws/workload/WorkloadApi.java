package io.spiffeaws.workload;

import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;

/// The part of the SPIFFE Workload API for tokens. The agent identifies the caller by its process,
/// so a call has no credentials. Each call has a deadline. Thread-safe.
public interface WorkloadApi {
  /// Fetches tokens of this process.
  ///
  /// @param audience exactly one, since STS rejects a token with several
  /// @param spiffeId one of the caller's identities; empty for all of them
  /// @return at least one token, in the agent's order
  /// @throws ProblemException no identity, if there is no agent, no permission or no registration
  ///   entry; unreachable, if the agent does not answer in time or fails
  List<JwtSvid> fetchJwtSvids(String audience, Optional<SpiffeId> spiffeId);

  /// Validates a token's signature, times and audience by the agent.
  ///
  /// @throws ProblemException refused, if the agent does not accept the token; otherwise as
  ///   [#fetchJwtSvids]
  ValidatedToken validateJwtSvid(Secret token, String audience);
}
