package io.spiffeaws.spire;

import java.util.List;

/// The trust bundle of a SPIRE server. Each call has a deadline. A failed call throws a
/// [io.spiffeaws.problem.ProblemException]. Not thread-safe.
public interface TrustBundles {
  /// Returns the past, present and future JWT-SVID signing keys of its own trust domain, in the
  /// server's order.
  List<JwtAuthority> jwtAuthorities();
}
