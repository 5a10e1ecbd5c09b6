package io.spiffeaws.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Hands the signals that this process is sent on to a child of the same process group, and does
/// nothing else about them meanwhile.
///
/// What comes from the terminal, the kernel sends to the whole group, so the child has it already.
/// Java does not say who sent a signal, so that is told by circumstances: the keys' signals count
/// as typed while the group is in the terminal's foreground, and a hang-up as the terminal's where
/// the terminal has gone.
///
/// A closed pipe's signal (PIPE) is not among them: the kernel sends it for each client of this
/// process that leaves too early.
final class SignalRelay implements AutoCloseable {
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "TERM", "USR1", "USR2", "TSTP", "CONT", "WINCH", "ALRM", "VTALRM",
          "PROF", "IO", "PWR", "STKFLT", "XCPU");
  private static final List<String> OF_KEYS = List.of("INT", "QUIT", "TSTP", "WINCH");

  private final PosixCalls system;
  private final Map<Signal, SignalHandler> former = new HashMap<>();
  private final Map<Signal, Long> silenced = new HashMap<>();
  private final List<Integer> early = new ArrayList<>();
  private final boolean onTerminal = ProcessStat.ofSelf().onTerminal();
  private IntConsumer child = early::add;

  /// Begins to take the signals; what comes before there is a child is kept for it.
  SignalRelay(PosixCalls system) {
    this.system = system;
    known().forEach(this::take);
  }

  /// There is a child now. What the Java runtime does not let go of does nothing from now on: on a
  /// typed quit it would write what its threads do to standard output. Not before, since a child
  /// would inherit that.
  ///
  /// @param send sends the signal of that number to the child
  synchronized void to(IntConsumer send) {
    child = send;
    early.forEach(send::accept);
    known().stream()
        .filter(signal -> !former.containsKey(signal))
        .forEach(
            signal -> silenced.put(signal, system.handle(signal.getNumber(), PosixCalls.IGNORE)));
  }

  /// Lets signals do what they did before.
  @Override
  public synchronized void close() {
    child = _ -> {};
    former.forEach(Signal::handle);
    silenced.forEach((signal, handler) -> system.handle(signal.getNumber(), handler));
  }

  /// Those that this machine's kernel and the Java runtime have.
  private static List<Signal> known() {
    var known = new ArrayList<Signal>();
    for (var name : NAMES) {
      try {
        known.add(new Signal(name));
      } catch (IllegalArgumentException none) {
        // nobody can send it by name either
      }
    }
    return known;
  }

  private void take(Signal signal) {
    try {
      former.put(signal, Signal.handle(signal, this::relay));
    } catch (IllegalArgumentException e) {
      // the Java runtime keeps it to itself
    }
  }

  private synchronized void relay(Signal signal) {
    if (!reachedGroup(signal.getName(), ProcessStat.ofSelf())) {
      child.accept(signal.getNumber());
    }
  }

  private boolean reachedGroup(String name, ProcessStat self) {
    return name.equals("HUP")
        ? onTerminal && !self.onTerminal()
        : OF_KEYS.contains(name) && self.foreground();
  }
}
