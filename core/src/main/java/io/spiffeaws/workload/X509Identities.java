package io.spiffeaws.workload;

import java.util.List;

/// The SPIFFE Workload API, as far as certificates go. Safe for use by several threads; every call
/// ends within its deadline.
public interface X509Identities {
  /// Asks for the X509-SVIDs that this process has now.
  ///
  /// @return at least one, in the agent's order
  /// @throws ProblemException as [WorkloadApi#fetchJwtSvids]
  List<X509Svid> fetchX509Svids();
}
