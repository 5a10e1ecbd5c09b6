package io.spiffeaws.watch;

import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.exec.ProgramFailure;
import io.spiffeaws.exec.ProgramRunner;
import io.spiffeaws.problem.ProblemException;

/// A [Notification] by a program of the user's.
///
/// @param programs runs it
/// @param call the program
public record CommandNotification(ProgramRunner programs, ProgramCall call)
    implements Notification {

  @Override
  public void send() {
    try {
      var code = programs.run(call);
      if (code != 0) {
        throw ProblemException.unexpected(
            "notification-failed",
            "the command to notify with ended with " + code,
            "see what it says, by itself too: it was run as sh -c COMMAND");
      }
    } catch (ProgramFailure e) {
      throw new ProblemException(e.problem());
    }
  }
}
