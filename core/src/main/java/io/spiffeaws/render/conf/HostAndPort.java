package io.spiffeaws.render.conf;

import io.spiffeaws.problem.ProblemException;
import java.util.regex.Pattern;

/// Host and port of a server.
///
/// @param host a name, an IPv4 address, or an IPv6 address without brackets
/// @param port 1 to 65535
public record HostAndPort(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::(\\d{1,5}))?");

  /// Parses host and port.
  ///
  /// @param text `HOST`, `HOST:PORT`, or `[IPV6]:PORT`
  /// @param otherwise the default port
  /// @throws ProblemException malformed
  public static HostAndPort parse(String text, int otherwise) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw malformed(text);
    }
    var host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    var port = parts.group(3) == null ? otherwise : Integer.parseInt(parts.group(3));
    if (host == null || !Port.exists(port)) {
      throw malformed(text);
    }
    return new HostAndPort(host, port);
  }

  private static ProblemException malformed(String text) {
    return ProblemException.malformed(
        "malformed-address",
        "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" is not a server address",
        "write it as HOST:PORT");
  }
}
