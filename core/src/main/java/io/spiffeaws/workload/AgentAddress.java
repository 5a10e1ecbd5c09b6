package io.spiffeaws.workload;

import io.spiffeaws.file.PathText;
import io.spiffeaws.file.UsualPlaces;
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

/// Where the Workload API is served: `unix:///abs/path` or `tcp://IP:port` (SPIFFE Workload
/// Endpoint, section 4).
///
/// @param text the address as it is written
/// @param socket the address as the system takes it
public record AgentAddress(String text, SocketAddress socket) {
  /// Where agents are found by custom: SPIRE's own default, its container images and charts, what
  /// `render spire-agent` writes, the CSI driver's mount.
  public static final List<Path> USUAL_PATHS =
      List.of(
          Path.of("/tmp/spire-agent/public/api.sock"),
          Path.of("/run/spire/sockets/agent.sock"),
          Path.of("/run/spire/agent-sockets/spire-agent.sock"),
          Path.of("/run/spire/agent/public/api.sock"),
          Path.of("/run/spire/agent/api.sock"),
          Path.of("/spiffe-workload-api/spire-agent.sock"));

  /// `sun_path` of `struct sockaddr_un` on Linux, less its closing zero byte (unix(7)).
  private static final int LONGEST_PATH = 107;

  private static final String FORMS = "write it as unix:///PATH or tcp://IP:PORT";

  /// Reads the standard's form, and nothing else, as other programs read the same variable.
  ///
  /// @throws ProblemException malformed, saying which rule is broken
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

  /// The same, and a bare path, which a person may well write on a command line.
  public static AgentAddress parseLenient(String text) {
    return text.startsWith("/") ? ofPath(PathText.parse(text)) : parse(text);
  }

  /// The first of those paths that exists.
  ///
  /// @throws ProblemException no identity, listing where it looked, or naming the folder that this
  ///   user may not look into
  public static AgentAddress firstOf(List<Path> paths) {
    var places = UsualPlaces.among(paths);
    return places.found().map(AgentAddress::ofPath).orElseThrow(() -> nowhere(paths, places));
  }

  private static ProblemException nowhere(List<Path> paths, UsualPlaces places) {
    return places
        .closed()
        .map(folder ->
            ProblemException.noIdentity(
                "agent-socket-not-permitted",
                "this user may not look for a SPIFFE agent's socket: not permitted: " + folder,
                "let the user pass through it: sudo chmod a+x "
                    + folder
                    + ", or name another socket with --workload-socket or SPIFFE_ENDPOINT_SOCKET"))
        .orElseGet(() ->
            ProblemException.noIdentity(
                "no-agent-socket",
                "there is no SPIFFE agent's socket in any of the usual places: "
                    + paths.stream().map(Path::toString).collect(Collectors.joining(", ")),
                "start the SPIRE agent, or name its socket with --workload-socket or"
                    + " SPIFFE_ENDPOINT_SOCKET"));
  }

  private static AgentAddress ofPath(Path path) {
    var text = "unix://" + path;
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      throw malformed(text, "its path is longer than a socket's path can be (107 bytes)");
    }
    return new AgentAddress(text, UnixDomainSocketAddress.of(path));
  }

  private static AgentAddress unix(String text, URI uri) {
    if (uri.isOpaque() || Objects.requireNonNullElse(uri.getPath(), "").isEmpty()) {
      throw malformed(text, "its path is not absolute");
    }
    if (uri.getRawAuthority() != null) {
      throw malformed(text, "it names a host; three slashes begin the path");
    }
    refuseRest(text, uri);
    return ofPath(PathText.parse(uri.getPath()));
  }

  private static AgentAddress tcp(String text, URI uri) {
    var host = uri.getHost();
    if (host == null || uri.getPort() < 1 || uri.getPort() > 65535) {
      throw malformed(text, "it lacks an IP address or a port");
    }
    if (!uri.getPath().isEmpty() || uri.getRawUserInfo() != null) {
      throw malformed(text, "it holds more than an IP address and a port");
    }
    refuseRest(text, uri);
    try {
      var literal = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return new AgentAddress(
          text, new InetSocketAddress(InetAddress.ofLiteral(literal), uri.getPort()));
    } catch (IllegalArgumentException notAnAddress) {
      throw malformed(text, "its host is a name, and only an IP address is allowed");
    }
  }

  private static void refuseRest(String text, URI uri) {
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
