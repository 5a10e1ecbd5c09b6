package io.spiffeaws.exec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Relays the signals of this process to a child in the same process group. Meanwhile the signals
/// have no other effect on this process.
///
/// The kernel sends a terminal's signals to the whole group, so the child has already received
/// them. Java does not report the sender of a signal, so it is inferred. Keyboard signals count as
/// typed while the group is in the foreground of the terminal. A hang-up counts as the terminal's
/// if the terminal has gone.
///
/// PIPE is not relayed: the kernel sends it for each client of this process that disconnects too
/// early.
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

  /// Starts to receive the signals. Signals that arrive before there is a child are stored for it.
  SignalRelay(PosixCalls system) {
    this.system = system;
    known().forEach(this::register);
  }

  /// Sets the child. From now on, signals that the Java runtime does not release are ignored: on a
  /// typed QUIT it would print its threads to standard output. They are not ignored earlier, since
  /// a child would inherit that.
  ///
  /// @param send sends the signal with that number to the child
  synchronized void to(IntConsumer send) {
    child = send;
    early.forEach(send::accept);
    known().stream()
        .filter(signal -> !former.containsKey(signal))
        .forEach(
            signal -> silenced.put(signal, system.handle(signal.getNumber(), PosixCalls.IGNORE)));
  }

  /// Sends a signal to the child; does nothing after [#close()], when its process ID may belong to
  /// another process.
  synchronized void send(int signal) {
    child.accept(signal);
  }

  /// Restores the previous signal handlers.
  @Override
  public synchronized void close() {
    child = _ -> {};
    former.forEach(Signal::handle);
    silenced.forEach((signal, handler) -> system.handle(signal.getNumber(), handler));
  }

  /// The signals that this machine's kernel and the Java runtime have.
  private static List<Signal> known() {
    var known = new ArrayList<Signal>();
    for (var name : NAMES) {
      try {
        known.add(new Signal(name));
      } catch (IllegalArgumentException none) {
        // then it cannot be sent by name either
      }
    }
    return known;
  }

  private void register(Signal signal) {
    try {
      former.put(signal, Signal.handle(signal, this::relay));
    } catch (IllegalArgumentException e) {
      // the Java runtime reserves this signal
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
