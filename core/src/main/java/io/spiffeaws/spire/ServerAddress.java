package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;

/// The network address of a SPIRE server's API.
///
/// @param host a host name or an IP address, without brackets
/// @param port 1 to 65535
public record ServerAddress(String host, int port) {
  private static final int LAST_PORT = 65535;

  /// Parses `HOST:PORT`; an IPv6 address is in brackets.
  ///
  /// @throws ProblemException malformed, if the text has another form
  public static ServerAddress parse(String text) {
    var colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw malformed(text);
    }
    var host = text.substring(0, colon);
    var port = Integer.parseInt(text.substring(colon + 1));
    if (port < 1 || port > LAST_PORT) {
      throw malformed(text);
    }
    if (host.matches("\\[[0-9A-Fa-f:.]+]")) {
      return new ServerAddress(host.substring(1, host.length() - 1), port);
    }
    if (!host.matches("[A-Za-z0-9._-]+")) {
      throw malformed(text);
    }
    return new ServerAddress(host, port);
  }

  private static ProblemException malformed(String text) {
    return ProblemException.malformed(
        "malformed-server-address",
        "\"" + SanitizedText.of(text) + "\" is not the address of a SPIRE server",
        "write it as HOST:PORT, for example spire-server.example.org:8081");
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
