package io.spiffeaws.rolesanywhere;

import io.spiffeaws.workload.X509Svid;

/// Provides the X509-SVID that signs the request.
public interface SvidSource {
  /// Returns the current X509-SVID; a later call returns a newer one if there is one.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if there is no X509-SVID
  X509Svid svid();
}
