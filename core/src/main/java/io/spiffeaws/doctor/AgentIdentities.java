package io.spiffeaws.doctor;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.workload.OfferedIdentity;
import io.spiffeaws.workload.SvidSelector;
import java.util.List;
import java.util.Optional;

/// The identities that an agent offers to this process, as tokens or as certificates.
///
/// @param <T> the proof of an identity
interface AgentIdentities<T> {
  /// A fetched identity.
  ///
  /// @param <T> the proof of an identity
  record Fetched<T>(SpiffeId id, T proof) {}

  /// Fetches the selected identity, with retries.
  ///
  /// @throws ProblemException no identity or unreachable, as [io.spiffeaws.workload.WorkloadApi]
  Fetched<T> fetch(SvidSelector choice);

  /// Fetches all identities, or only the one with an ID; may return others too.
  ///
  /// @throws ProblemException as [#fetch]
  List<? extends OfferedIdentity> offered(Optional<SpiffeId> id);
}
