package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.sandbox.SandboxSettings;
import io.spiffeaws.sandbox.spire.JwtKeyType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the sandbox is to be.
public final class SandboxOptions {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Directory of its sockets and files; made where it is missing, else empty (default: a new"
              + " one in the folder for temporary files).")
  private @Nullable Path directory;

  @Option(
      names = "--jwt-ttl",
      paramLabel = "DURATION",
      description = "Life of a token whose entry does not say (default: 5m).")
  private Duration jwtTtl = Duration.ofMinutes(5);

  @Option(
      names = "--session-ttl",
      paramLabel = "DURATION",
      description =
          "Life of every STS session, to see credentials run out (default: as the caller asks).")
  private Duration sessionTtl = Duration.ZERO;

  @Option(
      names = "--sync-interval",
      paramLabel = "DURATION",
      description =
          "How late the agent learns of a new entry; 5s with a real agent (default: at once).")
  private Duration syncInterval = Duration.ZERO;

  @Option(
      names = "--jwt-key-type",
      paramLabel = "ec-p256|rsa-2048",
      description = "Key that signs the tokens (default: ec-p256).",
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

  /// A short name, since a Unix socket's path is short.
  private static Path temporary(Invocation invocation) {
    return Path.of(invocation.environment("TMPDIR").orElse("/tmp"))
        .resolve("spiffe-aws-" + UUID.randomUUID().toString().substring(0, 8));
  }
}
