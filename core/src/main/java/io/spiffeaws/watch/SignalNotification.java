package io.spiffeaws.watch;

import io.spiffeaws.exec.ProcessSignal;
import io.spiffeaws.file.PathText;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// A [Notification] by a signal.
///
/// @param signal the signal
/// @param pidFile contains the process ID; read each time, since the process may have been replaced
public record SignalNotification(ProcessSignal signal, Path pidFile) implements Notification {
  /// Never 0 or negative: those stand for process groups.
  private static final Pattern PROCESS_ID = Pattern.compile("[1-9]\\d{0,8}");

  private static final String HINT =
      "start the program that writes this file, or specify another one: --signal SIGNAL:PIDFILE";

  /// Parses a value of `--signal`.
  ///
  /// @param text `SIGNAL:PIDFILE`, for example `HUP:/run/nginx.pid`
  /// @param directory the base of a relative path
  /// @throws ProblemException malformed
  public static SignalNotification parse(String text, Path directory) {
    var colon = text.indexOf(':');
    if (colon < 0 || colon == text.length() - 1) {
      throw ProblemException.malformed(
          "malformed-signal",
          "invalid value \"" + text + "\" for --signal: expected SIGNAL:PIDFILE",
          "specify it as in --signal HUP:/run/PROGRAM.pid");
    }
    return new SignalNotification(
        new ProcessSignal(text.substring(0, colon)),
        directory.resolve(PathText.parse(text.substring(colon + 1))));
  }

  @Override
  public void send() {
    signal.send(processId());
  }

  private int processId() {
    try {
      var text = Files.readString(pidFile, StandardCharsets.ISO_8859_1).strip();
      if (PROCESS_ID.matcher(text).matches()) {
        return Integer.parseInt(text);
      }
      throw ProblemException.unexpected("no-process-id", "no process ID in " + pidFile, HINT);
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "no-process-id", "cannot read the process ID in " + pidFile, HINT);
    }
  }
}
