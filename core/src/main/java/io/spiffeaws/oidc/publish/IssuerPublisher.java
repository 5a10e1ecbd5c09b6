package io.spiffeaws.oidc.publish;

import java.time.Duration;
import java.util.Optional;

/// The location of an issuer's published documents. Each method may throw a
/// [io.spiffeaws.problem.ProblemException]. Not thread-safe.
public interface IssuerPublisher extends AutoCloseable {
  /// Returns the current document, or empty if there is none.
  ///
  /// @param name relative to the issuer's URL: `keys`
  Optional<String> read(String name);

  /// Writes a document atomically: a reader sees the old document or the new one.
  ///
  /// @param text JSON
  /// @param fresh how long caches may store it
  void write(String name, String text, Duration fresh);

  /// Returns the path or URL of a document, for messages.
  String location(String name);

  @Override
  void close();
}
