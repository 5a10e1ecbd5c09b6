package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.file.PathText;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The address at which an endpoint listens, always local to this machine.
public sealed interface ListenAddress {
  /// A port of 127.0.0.1; 0 for any free port.
  record Port(int number) implements ListenAddress {}

  /// A Unix socket.
  record Socket(Path path) implements ListenAddress {}

  /// Parses a value of `--listen`.
  ///
  /// @param text `127.0.0.1:PORT` or `unix:PATH`
  /// @throws ProblemException malformed, if it has another form
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
        "invalid value \"" + text + "\" for --listen",
        "specify 127.0.0.1:PORT or unix:PATH");
  }
}
