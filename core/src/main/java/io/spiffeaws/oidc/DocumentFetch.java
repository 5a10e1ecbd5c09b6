package io.spiffeaws.oidc;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Fetches a document that an issuer publishes, without parsing it. Thread-safe.
public interface DocumentFetch {
  /// An answer.
  ///
  /// @param status of HTTP; the text is the document only if it is 200
  /// @param text the document, or empty
  /// @param from its final URL, which differs from the requested one if the server redirected
  /// @param took the time from the DNS lookup to the last byte
  /// @param servedAt the time of the server's clock; empty if the server does not send it
  record Fetched(int status, String text, URI from, Duration took, Optional<Instant> servedAt) {
    /// A document of a server that does not send the time.
    public Fetched(String text, URI from, Duration took) {
      this(text, from, took, Optional.empty());
    }

    /// A document.
    public Fetched(String text, URI from, Duration took, Optional<Instant> servedAt) {
      this(200, text, from, took, servedAt);
    }
  }

  /// Fetches a document.
  ///
  /// @param url an https URI
  /// @return the answer, whatever its status is
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if there is no answer; malformed,
  ///   if the URL is not https or the answer is not UTF-8 text
  Fetched fetch(URI url);

  /// Fetches a document, and gives up after a time.
  ///
  /// @throws io.spiffeaws.problem.ProblemException as for [#fetch(URI)]
  default Fetched fetch(URI url, Duration limit) {
    return fetch(url);
  }

  /// Returns how long one document may take at most.
  default Duration timeout() {
    return HttpsIssuerDocuments.AWS_TIMEOUT;
  }

  /// Returns the time of a server's clock, without a check of its certificate, because a wrong
  /// clock may be why that is not accepted; empty if the server does not tell it.
  default Optional<Instant> timeAt(URI url) {
    return Optional.empty();
  }
}
