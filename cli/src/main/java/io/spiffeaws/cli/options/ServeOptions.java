package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.credentials.endpoint.AuthorizationToken;
import io.spiffeaws.credentials.endpoint.ListenAddress;
import io.spiffeaws.credentials.endpoint.RoleMap;
import io.spiffeaws.file.CurrentUser;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.text.Utf8;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for where and to whom credentials are served.
public final class ServeOptions {
  @Option(
      names = "--listen",
      paramLabel = "127.0.0.1:PORT|unix:PATH",
      description = {
        "Address to listen on; port 0 selects a free port",
        "[default: 127.0.0.1:9911]"
      })
  private String listen = "127.0.0.1:9911";

  @Option(
      names = "--imds",
      description = "Serve IMDSv2 instead of the container credentials endpoint")
  private boolean imds;

  @Option(
      names = "--allow-uid",
      paramLabel = "UID",
      description = {
        "With --imds: user to serve, as the number that id -u NAME prints",
        "[default: this user]"
      })
  private Set<Long> users = new LinkedHashSet<>();

  @Option(
      names = "--map",
      paramLabel = "FILE|-",
      description = {
        "JSON file that maps URL paths to several roles",
        "[default: --role only, at /NAME]"
      })
  private @Nullable String map;

  @Option(
      names = "--authorization-token-file",
      paramLabel = "FILE",
      description = {
        "File of the authorization token for --role; created if it does not exist",
        "[default: spiffe-aws-token in RUNTIME_DIRECTORY or XDG_RUNTIME_DIR]"
      })
  private @Nullable Path tokenFile;

  @Option(
      names = "--authorization-token-mode",
      paramLabel = "MODE",
      description = {"Mode in octal of a token file that does not exist yet", "[default: 0600]"})
  private @Nullable String tokenMode;

  @Option(
      names = "--check",
      description = "Check that a service which runs at --listen serves credentials, and exit")
  private boolean check;

  /// Whether a running service is to be checked.
  public boolean check() {
    return check;
  }

  /// Creates the token file with the specified mode, if there is none.
  ///
  /// @throws ProblemException malformed, if the mode is invalid, or there is no single token file
  public void prepareTokenFile(Invocation invocation) {
    if (tokenMode == null) {
      return;
    }
    if (map != null || imds) {
      throw ProblemException.malformed(
          "usage",
          "--authorization-token-mode is for the token file of --role",
          "omit it, or omit --map and --imds");
    }
    AuthorizationToken.prepare(
        invocation.console().directory().resolve(tokenFile(invocation)),
        FileAccess.mode(tokenMode));
  }

  /// Whether to serve as the metadata service.
  ///
  /// @throws ProblemException malformed, if options conflict
  public boolean imds() {
    if (imds && (map != null || tokenFile != null)) {
      throw ProblemException.malformed(
          "imds-serves-one-role",
          "the metadata service serves one role and issues its own tokens",
          "omit --map and --authorization-token-file, or omit --imds");
    }
    if (!imds && !users.isEmpty()) {
      throw ProblemException.malformed(
          "allow-uid-without-imds",
          "--allow-uid requires --imds; the container endpoint requires the authorization token"
              + " instead",
          "omit --allow-uid");
    }
    return imds;
  }

  /// @throws ProblemException malformed
  public ListenAddress address() {
    return ListenAddress.parse(listen);
  }

  /// @throws ProblemException malformed; also for a Unix socket, since SDKs reach the metadata
  ///   service only at a port
  public int port() {
    return switch (address()) {
      case ListenAddress.Port(var number) -> number;
      case ListenAddress.Socket _ ->
          throw ProblemException.malformed(
              "imds-at-port", "the metadata service requires a port", "specify one with --listen");
    };
  }

  /// @param role the role to serve; present if there is no map
  /// @throws ProblemException malformed
  public RoleMap roles(Optional<RoleArn> role, Invocation invocation) {
    var directory = invocation.console().directory();
    if (map == null) {
      var only = role.orElseThrow();
      return RoleMap.of(new RoleMap.Target(only, directory.resolve(tokenFile(invocation))));
    }
    try (var input = InputFile.open(map, invocation);
        var content = input.content()) {
      return RoleMap.parse(Utf8.decode(content.readAllBytes()), directory);
    } catch (IOException e) {
      throw ProblemException.malformed("cannot-read", "cannot read the map of roles (--map)", "");
    }
  }

  /// Whether a map specifies the roles.
  public boolean mapped() {
    return map != null;
  }

  /// The IDs of the users to serve.
  public Set<Long> users() {
    return users.isEmpty() ? Set.of(own()) : new HashSet<>(users);
  }

  private Path tokenFile(Invocation invocation) {
    if (tokenFile != null) {
      return tokenFile;
    }
    return invocation
        .environment("RUNTIME_DIRECTORY")
        .map(
            directories -> directories.split(":", 2)[0]) // a list, as in the unit (systemd.exec(5))
        .or(() -> invocation.environment("XDG_RUNTIME_DIR"))
        .map(directory -> Path.of(directory, "spiffe-aws-token"))
        .orElseThrow(() ->
            ProblemException.malformed(
                "no-authorization-token-file",
                "no location for the authorization token: neither RUNTIME_DIRECTORY nor"
                    + " XDG_RUNTIME_DIR is set",
                "specify its file with --authorization-token-file"));
  }

  private static long own() {
    try {
      return CurrentUser.uid();
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "unknown-user",
          "cannot determine the user of this process",
          "specify the users to serve with --allow-uid");
    }
  }
}
