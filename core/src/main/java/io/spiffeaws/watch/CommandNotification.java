package io.spiffeaws.watch;

import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.exec.ProgramFailure;
import io.spiffeaws.exec.ProgramRunner;
import io.spiffeaws.problem.ProblemException;

/// A [Notification] by a command that the user specified.
///
/// @param programs runs the command
/// @param call the command
public record CommandNotification(ProgramRunner programs, ProgramCall call)
    implements Notification {

  @Override
  public void send() {
    try {
      var code = programs.run(call);
      if (code != 0) {
        throw ProblemException.unexpected(
            "notification-failed",
            "the --notify command exited with code " + code,
            "check its output; to test it, run: sh -c COMMAND");
      }
    } catch (ProgramFailure e) {
      throw new ProblemException(e.problem());
    }
  }
}
