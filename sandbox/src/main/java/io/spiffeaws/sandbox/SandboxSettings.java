package io.spiffeaws.sandbox;

import io.spiffeaws.sandbox.spire.JwtKeyType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// Settings of a sandbox.
///
/// @param directory directory of its sockets and files: created if missing, otherwise empty
/// @param jwtTtl lifetime of a JWT-SVID if its registration entry sets none
/// @param sessionTtl lifetime of every STS session; [Duration#ZERO]: as the caller requests
/// @param clock the time in the sandbox
/// @param jwtKeyType the type of the key that signs JWT-SVIDs
/// @param syncInterval interval at which the agent reads changes from the server, 5 s by default in
///   SPIRE; [Duration#ZERO]: immediately
public record SandboxSettings(
    Path directory,
    Duration jwtTtl,
    Duration sessionTtl,
    Clock clock,
    JwtKeyType jwtKeyType,
    Duration syncInterval) {

  /// Creates settings for fast tests: an EC key, and an agent that sees every change immediately.
  public SandboxSettings(Path directory, Duration jwtTtl, Duration sessionTtl, Clock clock) {
    this(directory, jwtTtl, sessionTtl, clock, JwtKeyType.EC_P256, Duration.ZERO);
  }
}
