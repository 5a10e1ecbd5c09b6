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
/// @param signal to send
/// @param pidFile holds the process's ID; read each time, since the process may be another by then
public record SignalNotification(ProcessSignal signal, Path pidFile) implements Notification {
  /// Never 0 and never negative: those stand for groups of processes.
  private static final Pattern PROCESS_ID = Pattern.compile("[1-9]\\d{0,8}");

  private static final String HINT =
      "start the program that writes its process ID there, or name its own PIDFILE with --signal";

  /// @param text `SIGNAL:PIDFILE`, for example `HUP:/run/nginx.pid`
  /// @param directory that a relative path begins in
  /// @throws ProblemException malformed
  public static SignalNotification parse(String text, Path directory) {
    var colon = text.indexOf(':');
    if (colon < 0 || colon == text.length() - 1) {
      throw ProblemException.malformed(
          "malformed-signal",
          "\"" + text + "\" is not a signal and the file of a process ID",
          "write it as HUP:/run/PROGRAM.pid");
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
      throw ProblemException.unexpected(
          "no-process-id", "there is no process ID in " + pidFile, HINT);
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "no-process-id", "there is no process ID in " + pidFile + ", which cannot be read", HINT);
    }
  }
}
