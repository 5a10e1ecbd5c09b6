package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.exec.ProgramRunner;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.watch.CommandNotification;
import io.spiffeaws.watch.Notification;
import io.spiffeaws.watch.SignalNotification;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for the command or signal after a file was written.
public final class NotifyOptions {
  @Option(
      names = "--notify",
      paramLabel = "COMMAND",
      description = "Shell command to run whenever files were written")
  private @Nullable String command;

  @Option(
      names = "--signal",
      paramLabel = "SIGNAL:PIDFILE",
      description = "Signal to send to the process in PIDFILE, such as HUP:/run/nginx.pid")
  private @Nullable String signal;

  /// @param programs runs the command, if there is one
  /// @throws ProblemException malformed
  public Notification notification(Invocation invocation, Supplier<ProgramRunner> programs) {
    if (command != null && signal != null) {
      throw ProblemException.malformed(
          "usage", "--notify and --signal exclude each other", "have COMMAND send the signal");
    }
    var console = invocation.console();
    if (signal != null) {
      return SignalNotification.parse(signal, console.directory());
    }
    return command == null
        ? Notification.NONE
        : new CommandNotification(
            programs.get(),
            new ProgramCall(
                Path.of("/bin/sh"),
                List.of("sh", "-c", command),
                console.environment(),
                console.directory()));
  }
}
