package io.spiffeaws.spire;

import java.time.Instant;
import java.util.Optional;

/// The X.509 authorities of a SPIRE server, which sign its X509-SVIDs
/// (`spire.api.server.localauthority.v1.LocalAuthority`). Each call has a deadline. A failed call
/// throws a [io.spiffeaws.problem.ProblemException]. Not thread-safe.
public interface X509Authorities {
  /// An authority.
  ///
  /// @param id the subject key ID of its certificate, in lower-case hexadecimal digits
  /// @param expiresAt when its certificate expires
  /// @param upstreamId the subject key ID of the CA that signed the certificate; empty if the
  ///   server has no upstream authority, or does not report it
  record Authority(String id, Instant expiresAt, Optional<String> upstreamId) {
    /// Without upstream authority.
    Authority(String id, Instant expiresAt) {
      this(id, expiresAt, Optional.empty());
    }
  }

  /// The authorities by state.
  ///
  /// @param active signs SVIDs
  /// @param prepared signs them next
  /// @param old signed them before; the server reports either this or the prepared one
  record State(Authority active, Optional<Authority> prepared, Optional<Authority> old) {}

  /// Returns the current authorities.
  State state();

  /// Creates the authority that signs next.
  void prepare();

  /// Makes the prepared authority the active one.
  void activate(String id);

  /// Marks the old authority as not secure: its SVIDs are renewed at once.
  void taint(String id);

  /// Removes the old authority, which must be tainted, from the bundle.
  void revoke(String id);
}
