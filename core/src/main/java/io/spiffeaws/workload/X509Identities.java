package io.spiffeaws.workload;

import java.util.List;

/// The part of the SPIFFE Workload API for certificates. Each call has a deadline. Thread-safe.
public interface X509Identities {
  /// Fetches the current X509-SVIDs of this process.
  ///
  /// @return at least one, in the agent's order
  /// @throws ProblemException as [WorkloadApi#fetchJwtSvids]
  List<X509Svid> fetchX509Svids();
}
