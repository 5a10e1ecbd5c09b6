package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.file.PathText;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Where an endpoint listens: on this machine, and nowhere else.
public sealed interface ListenAddress {
  /// A port of 127.0.0.1; 0 for one that is free.
  record Port(int number) implements ListenAddress {}

  /// A Unix socket.
  record Socket(Path path) implements ListenAddress {}

  /// @param text `127.0.0.1:PORT` or `unix:PATH`
  /// @throws ProblemException malformed
  static ListenAddress parse(String text) {
    var port = Pattern.compile("127\\.0\\.0\\.1:(\\d{1,5})").matcher(text);
    if (port.matches() && Integer.parseInt(port.group(1)) <= 0xffff) {
      return new Port(Integer.parseInt(port.group(1)));
    }
    if (text.matches("unix:[^\\x00]+")) {
      return new Socket(PathText.parse(text.substring("unix:".length())));
    }
    throw ProblemException.malformed(
        "malformed-listen-address",
        "\"" + text + "\" is not where credentials may be served",
        "write it as 127.0.0.1:PORT or unix:PATH");
  }
}
