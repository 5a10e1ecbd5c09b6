package io.spiffeaws.spire;

import java.util.List;

/// The CAs in the trust bundle of a SPIRE server. Each call has a deadline. A failed call throws a
/// [io.spiffeaws.problem.ProblemException]. Not thread-safe.
public interface X509Bundles {
  /// Returns the past, present and future CAs of X509-SVIDs of its own trust domain, in the
  /// server's order. With an upstream authority, these are its roots.
  List<BundleAuthority> x509Authorities();
}
