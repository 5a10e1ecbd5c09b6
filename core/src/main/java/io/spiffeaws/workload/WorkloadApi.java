package io.spiffeaws.workload;

import io.spiffeaws.secret.Secret;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;

/// The SPIFFE Workload API, as far as tokens go. The agent knows the caller by its process, so
/// there is nothing to log in with. Safe for use by several threads; every call ends within its
/// deadline.
public interface WorkloadApi {
  /// Asks for tokens of this process.
  ///
  /// @param audience exactly one, since STS refuses a token with several
  /// @param spiffeId one of the caller's identities; all of them where it is empty
  /// @return at least one, in the agent's order
  /// @throws ProblemException no identity, where there is no agent, no permission or no entry;
  ///   unreachable, where the agent does not answer in time or fails
  List<JwtSvid> fetchJwtSvids(String audience, Optional<SpiffeId> spiffeId);

  /// Has the agent check a token's signature, times and audience.
  ///
  /// @throws ProblemException refused, where the agent does not accept the token; otherwise as
  ///   [#fetchJwtSvids]
  ValidatedToken validateJwtSvid(Secret token, String audience);
}
