package io.spiffeaws.exec;

import io.spiffeaws.problem.ProblemException;
import sun.misc.Signal;

/// A signal for another process.
///
/// @param name `HUP`, or `SIGHUP`
public record ProcessSignal(String name) {

  /// @throws ProblemException malformed, where this system has no such signal
  public ProcessSignal {
    name = name.startsWith("SIG") ? name.substring(3) : name;
    try {
      var _ = new Signal(name);
    } catch (IllegalArgumentException e) {
      throw ProblemException.malformed(
          "no-such-signal", "there is no signal \"" + name + "\"", "name it as HUP or USR1");
    }
  }

  /// @throws ProblemException unexpected, where it cannot be sent: there is no such process, or
  ///   this user may not
  public void send(int process) {
    var number = new Signal(name).getNumber();
    var sent = SystemCalls.children().map(system -> system.send(process, number));
    if (!sent.orElse(false)) {
      throw ProblemException.unexpected(
          "cannot-signal",
          "the signal %s cannot be sent to process %d: it has ended, or this user may not"
              .formatted(name, process),
          "see whose it is: ps -o user,args -p " + process);
    }
  }
}
