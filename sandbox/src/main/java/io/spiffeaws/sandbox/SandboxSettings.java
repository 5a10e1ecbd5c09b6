package io.spiffeaws.sandbox;

import io.spiffeaws.sandbox.spire.JwtKeyType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/// How a sandbox is to be.
///
/// @param directory where its sockets and files are; made where it is missing, else empty
/// @param jwtTtl life of a JWT-SVID whose entry does not say
/// @param sessionTtl life of every STS session; [Duration#ZERO]: as the caller asks
/// @param clock the time in the sandbox
/// @param jwtKeyType the key that signs JWT-SVIDs
/// @param syncInterval how late the agent learns of a change on the server, 5 s with SPIRE's
///   default; [Duration#ZERO]: at once
public record SandboxSettings(
    Path directory,
    Duration jwtTtl,
    Duration sessionTtl,
    Clock clock,
    JwtKeyType jwtKeyType,
    Duration syncInterval) {

  /// A fast one: an EC key, and an agent that learns of everything at once.
  public SandboxSettings(Path directory, Duration jwtTtl, Duration sessionTtl, Clock clock) {
    this(directory, jwtTtl, sessionTtl, clock, JwtKeyType.EC_P256, Duration.ZERO);
  }
}
