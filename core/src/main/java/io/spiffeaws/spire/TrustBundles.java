package io.spiffeaws.spire;

import java.util.List;

/// The trust bundle of a SPIRE server. Each call has a deadline; a failure of a call is a
/// [io.spiffeaws.problem.ProblemException]. For one thread at a time.
public interface TrustBundles {
  /// The keys of its own trust domain that sign JWT-SVIDs, did, or will, in the server's order.
  List<JwtAuthority> jwtAuthorities();
}
