package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.sandbox.SandboxSettings;
import io.spiffeaws.sandbox.spire.JwtKeyType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of the sandbox.
public final class SandboxOptions {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = {
        "Directory for sockets and files; created, or empty",
        "[default: a new directory in TMPDIR or /tmp]"
      })
  private @Nullable Path directory;

  @Option(
      names = "--jwt-ttl",
      paramLabel = "DURATION",
      description = {"Lifetime of tokens if the entry does not specify one", "[default: 5m]"})
  private Duration jwtTtl = Duration.ofMinutes(5);

  @Option(
      names = "--session-ttl",
      paramLabel = "DURATION",
      description = {"Lifetime of every STS session, to test expiry", "[default: as requested]"})
  private Duration sessionTtl = Duration.ZERO;

  @Option(
      names = "--sync-interval",
      paramLabel = "DURATION",
      description = {
        "Delay until the agent sees a new entry; 5s with a real agent",
        "[default: 0s]"
      })
  private Duration syncInterval = Duration.ZERO;

  @Option(
      names = "--jwt-key-type",
      paramLabel = "ec-p256|rsa-2048",
      description = {"Type of the key that signs tokens", "[default: ec-p256]"},
      converter = KeyTypeConverter.class)
  private JwtKeyType jwtKeyType = JwtKeyType.EC_P256;

  public SandboxSettings settings(Invocation invocation) {
    return new SandboxSettings(
        directory == null
            ? temporary(invocation)
            : invocation.console().directory().resolve(directory),
        jwtTtl,
        sessionTtl,
        invocation.clock(),
        jwtKeyType,
        syncInterval);
  }

  /// A new directory with a short name, since the path of a Unix socket is limited.
  private static Path temporary(Invocation invocation) {
    return Path.of(invocation.environment("TMPDIR").orElse("/tmp"))
        .resolve("spiffe-aws-" + UUID.randomUUID().toString().substring(0, 8));
  }
}
