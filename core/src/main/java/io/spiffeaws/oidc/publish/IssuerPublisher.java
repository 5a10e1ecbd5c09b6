package io.spiffeaws.oidc.publish;

import java.time.Duration;
import java.util.Optional;

/// Where an issuer's documents are published. Each method may throw a
/// [io.spiffeaws.problem.ProblemException]. For one thread at a time.
public interface IssuerPublisher extends AutoCloseable {
  /// What is there now; empty where there is nothing.
  ///
  /// @param name relative to the issuer's URL: `keys`
  Optional<String> read(String name);

  /// Puts a whole document there: a reader sees the old one or the new one.
  ///
  /// @param text JSON
  /// @param fresh how long caches may keep it
  void write(String name, String text, Duration fresh);

  /// How people find it.
  String place(String name);

  @Override
  void close();
}
