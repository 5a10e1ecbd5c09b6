package io.spiffeaws.oidc;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Fetches a document that an issuer publishes, without parsing it. Thread-safe.
public interface DocumentFetch {
  /// A fetched document.
  ///
  /// @param text the document
  /// @param from its final URL, which differs from the requested one if the server redirected
  /// @param took the time from the DNS lookup to the last byte
  /// @param servedAt the time of the server's clock; empty if the server does not send it
  record Fetched(String text, URI from, Duration took, Optional<Instant> servedAt) {
    /// A document of a server that does not send the time.
    public Fetched(String text, URI from, Duration took) {
      this(text, from, took, Optional.empty());
    }
  }

  /// Fetches a document.
  ///
  /// @param url an https URI
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if it could not be fetched;
  ///   malformed, if the URL is not https or the answer is not UTF-8 text
  Fetched fetch(URI url);
}
