package io.spiffeaws.oidc;

import java.net.URI;
import java.time.Duration;

/// Fetches what an issuer publishes, as it is. Safe to use from several threads.
public interface DocumentFetch {
  /// What came.
  ///
  /// @param from where it was in the end, which differs where the server sent on
  /// @param took from the look-up of the name to the last byte
  record Fetched(String text, URI from, Duration took) {}

  /// @param url an https URI
  /// @throws io.spiffeaws.problem.ProblemException unreachable, where it could not be had;
  ///   malformed, where the URL is not https or the answer is no text
  Fetched fetch(URI url);
}
