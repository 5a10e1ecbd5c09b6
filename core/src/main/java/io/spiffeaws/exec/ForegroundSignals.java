package io.spiffeaws.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// The signals of this process while a child has its terminal, on systems without the calls of
/// Linux's C library. A typed Ctrl-C reaches both, and is for the child; this process stays, since
/// the child would otherwise be left behind. What would end this process ends the child by TERM.
final class ForegroundSignals implements AutoCloseable {
  private static final List<String> OF_KEYS = List.of("INT");
  private static final List<String> ENDING = List.of("TERM", "HUP");

  private final Map<Signal, SignalHandler> former = new HashMap<>();
  private Optional<Process> child = Optional.empty();
  private boolean ended;

  ForegroundSignals() {
    // handlers, not SIG_IGN, which the child would inherit
    OF_KEYS.forEach(name -> register(name, _ -> {}));
    ENDING.forEach(name -> register(name, _ -> end()));
  }

  /// Sets the child. A signal that has already arrived is sent to it.
  synchronized void to(Process started) {
    child = Optional.of(started);
    if (ended) {
      started.destroy();
    }
  }

  private synchronized void end() {
    ended = true;
    child.ifPresent(Process::destroy);
  }

  private void register(String name, SignalHandler handler) {
    try {
      var signal = new Signal(name);
      former.put(signal, Signal.handle(signal, handler));
    } catch (IllegalArgumentException e) {
      // this system does not have it, or the Java runtime reserves it
    }
  }

  /// Restores the previous handlers.
  @Override
  public void close() {
    former.forEach(Signal::handle);
  }
}
