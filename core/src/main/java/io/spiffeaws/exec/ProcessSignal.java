package io.spiffeaws.exec;

import io.spiffeaws.problem.ProblemException;
import sun.misc.Signal;

/// A signal that can be sent to another process.
///
/// @param name `HUP` or `SIGHUP`
public record ProcessSignal(String name) {

  /// Checks that the signal exists.
  ///
  /// @throws ProblemException malformed, if this system has no such signal
  public ProcessSignal {
    name = name.startsWith("SIG") ? name.substring(3) : name;
    try {
      var _ = new Signal(name);
    } catch (IllegalArgumentException e) {
      throw ProblemException.malformed(
          "no-such-signal",
          "unknown signal \"" + name + "\"",
          "specify a signal such as HUP or USR1");
    }
  }

  /// Sends the signal.
  ///
  /// @throws ProblemException unexpected, if it cannot be sent: the process does not exist, or this
  ///   user has no permission
  public void send(int process) {
    var number = new Signal(name).getNumber();
    var sent = SystemCalls.children().map(system -> system.send(process, number));
    if (!sent.orElse(false)) {
      throw ProblemException.unexpected(
          "cannot-signal",
          "cannot send signal %s to process %d: it has exited, or this user has no permission"
              .formatted(name, process),
          "to show its owner, run: ps -o user,args -p " + process);
    }
  }
}
