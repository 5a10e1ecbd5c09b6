package io.spiffeaws.workload;

import io.spiffeaws.file.DefaultSockets;
import io.spiffeaws.file.PathOwnership;
import io.spiffeaws.file.PathText;
import io.spiffeaws.problem.ProblemException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// The address of the Workload API: `unix:///abs/path` or `tcp://IP:port` (SPIFFE Workload
/// Endpoint, section 4).
///
/// @param text the address as text
/// @param socket the socket address to connect to
public record AgentAddress(String text, SocketAddress socket) {
  /// The default paths of agents: SPIRE's container images and charts, the path that `render
  /// spire-agent` writes, and the mount of the CSI driver. SPIRE's own default is last: it is in
  /// `/tmp`, and counts only if other users cannot write to its directories.
  public static final List<Path> USUAL_PATHS =
      List.of(
          Path.of("/run/spire/sockets/agent.sock"),
          Path.of("/run/spire/agent-sockets/spire-agent.sock"),
          Path.of("/run/spire/agent/public/api.sock"),
          Path.of("/run/spire/agent/api.sock"),
          Path.of("/spiffe-workload-api/spire-agent.sock"),
          Path.of("/tmp/spire-agent/public/api.sock"));

  /// The size in bytes of `sun_path` in `struct sockaddr_un` on Linux, without the terminating zero
  /// byte (unix(7)).
  private static final int LONGEST_PATH = 107;

  private static final String FORMS = "write it as unix:///PATH or tcp://IP:PORT";

  /// Parses an address. It accepts only the form of the standard, since other programs read the
  /// same variable.
  ///
  /// @throws ProblemException malformed, with the rule that the text breaks
  public static AgentAddress parse(String text) {
    try {
      var uri = new URI(text);
      return switch (String.valueOf(uri.getScheme())) {
        case "unix" -> unix(text, uri);
        case "tcp" -> tcp(text, uri);
        default -> throw malformed(text, "it begins with neither unix: nor tcp:");
      };
    } catch (URISyntaxException e) {
      throw malformed(text, "it is not a URI");
    }
  }

  /// Parses an address or an absolute path, which users may write on a command line.
  public static AgentAddress parseLenient(String text) {
    return text.startsWith("/") ? ofPath(PathText.parse(text)) : parse(text);
  }

  /// Returns the only path of [#USUAL_PATHS] that exists and that only root and this user can have
  /// created.
  ///
  /// @throws ProblemException as [#only]
  public static AgentAddress search() {
    return only(DefaultSockets.search(USUAL_PATHS, PathOwnership.SYSTEM), USUAL_PATHS);
  }

  /// Returns the only trusted socket of a search.
  ///
  /// @throws ProblemException no identity, if there is none, or this user has no permission to
  ///   search a directory; malformed, if there are several
  static AgentAddress only(DefaultSockets found, List<Path> paths) {
    return found.only().map(AgentAddress::ofPath).orElseThrow(() -> none(found, paths));
  }

  private static ProblemException none(DefaultSockets found, List<Path> paths) {
    if (found.trusted().size() > 1) {
      return ProblemException.malformed(
          "several-agent-sockets",
          "found more than one SPIFFE agent socket: " + found.listed(),
          "specify one with --workload-socket or SPIFFE_ENDPOINT_SOCKET: --workload-socket "
              + found.trusted().getFirst());
    }
    if (found.closed().isPresent()) {
      return closed(found.closed().get());
    }
    return found.ignored().stream()
        .findFirst()
        .map(AgentAddress::ignored)
        .orElseGet(() -> notFound(paths));
  }

  private static ProblemException closed(Path directory) {
    return ProblemException.noIdentity(
        "agent-socket-not-permitted",
        "this user has no permission to search the directory "
            + directory
            + " for the SPIFFE agent's socket",
        "specify another socket with --workload-socket or SPIFFE_ENDPOINT_SOCKET, or allow it"
            + " with: sudo chmod a+x "
            + directory);
  }

  private static ProblemException ignored(DefaultSockets.Ignored socket) {
    return ProblemException.noIdentity(
        "agent-socket-not-trusted",
        "%s is not used as the SPIFFE agent's socket, since another user may have created it: %s"
            .formatted(socket.path(), socket.reason()),
        ("if it is your agent's, specify it: --workload-socket %s, or export"
                + " SPIFFE_ENDPOINT_SOCKET=unix://%s")
            .formatted(socket.path(), socket.path()));
  }

  private static ProblemException notFound(List<Path> paths) {
    return ProblemException.noIdentity(
        "no-agent-socket",
        "no SPIFFE agent socket found at the default paths: "
            + paths.stream().map(Path::toString).collect(Collectors.joining(", ")),
        "start the SPIRE agent, which creates it after its attestation, or specify its socket with"
            + " --workload-socket or SPIFFE_ENDPOINT_SOCKET");
  }

  private static AgentAddress ofPath(Path path) {
    var text = "unix://" + path;
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      throw malformed(text, "its path is longer than 107 bytes, the limit of socket paths");
    }
    return new AgentAddress(text, UnixDomainSocketAddress.of(path));
  }

  private static AgentAddress unix(String text, URI uri) {
    if (uri.isOpaque() || Objects.requireNonNullElse(uri.getPath(), "").isEmpty()) {
      throw malformed(text, "its path is not absolute");
    }
    if (uri.getRawAuthority() != null) {
      throw malformed(text, "it contains a host; the path begins with three slashes");
    }
    rejectQuery(text, uri);
    return ofPath(PathText.parse(uri.getPath()));
  }

  private static AgentAddress tcp(String text, URI uri) {
    var host = uri.getHost();
    if (host == null || uri.getPort() < 1 || uri.getPort() > 65535) {
      throw malformed(text, "an IP address or a port is missing");
    }
    if (!uri.getPath().isEmpty() || uri.getRawUserInfo() != null) {
      throw malformed(text, "it contains more than an IP address and a port");
    }
    rejectQuery(text, uri);
    try {
      var literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return new AgentAddress(
          text, new InetSocketAddress(InetAddress.ofLiteral(literal), uri.getPort()));
    } catch (IllegalArgumentException notAnAddress) {
      throw malformed(text, "its host is a name, expected an IP address");
    }
  }

  private static void rejectQuery(String text, URI uri) {
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw malformed(text, "it has a query or a fragment");
    }
  }

  private static ProblemException malformed(String text, String why) {
    return ProblemException.malformed(
        "malformed-socket-address",
        "\"" + text + "\" is not the address of a Workload API: " + why,
        FORMS);
  }

  @Override
  public String toString() {
    return text;
  }
}
