package io.spiffeaws.oidc;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Fetches what an issuer publishes, as it is. Safe to use from several threads.
public interface DocumentFetch {
  /// What came.
  ///
  /// @param from where it was in the end, which differs where the server sent on
  /// @param took from the look-up of the name to the last byte
  /// @param servedAt the time by the server's clock; empty where it does not tell
  record Fetched(String text, URI from, Duration took, Optional<Instant> servedAt) {
    /// Of a server that does not tell the time.
    public Fetched(String text, URI from, Duration took) {
      this(text, from, took, Optional.empty());
    }
  }

  /// @param url an https URI
  /// @throws io.spiffeaws.problem.ProblemException unreachable, where it could not be had;
  ///   malformed, where the URL is not https or the answer is no text
  Fetched fetch(URI url);
}
