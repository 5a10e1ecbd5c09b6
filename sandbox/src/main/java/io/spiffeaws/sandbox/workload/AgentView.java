package io.spiffeaws.sandbox.workload;

import io.spiffeaws.sandbox.spire.EntryStore;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import io.spiffeaws.spire.proto.types.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The agent's copy of the server's entries. It may be outdated: an agent reads from the server
/// once per interval. Thread-safe.
final class AgentView implements AutoCloseable {
  private final EntryStore server;
  private final SPIFFEID agent;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final boolean immediate;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private List<Entry> known;
  private boolean stale;

  /// Creates a view.
  ///
  /// @param syncInterval zero: changes on the server are visible immediately
  AgentView(EntryStore server, SPIFFEID agent, Duration syncInterval) {
    this.server = server;
    this.agent = agent;
    this.known = AuthorizedEntries.of(agent, server.all());
    this.immediate = syncInterval.isZero();
    if (immediate) {
      server.onChange(this::outdate);
    } else {
      var nanos = syncInterval.toNanos();
      var _ = timer.scheduleAtFixedRate(this::sync, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /// Returns the entries that a caller with those selectors is entitled to, by entry ID.
  List<Entry> matching(Set<Selector> selectors) {
    return known().stream()
        .filter(entry -> selectors.containsAll(entry.getSelectorsList()))
        .sorted(Comparator.comparing(Entry::getId))
        .toList();
  }

  /// Registers a listener that is called whenever the view may have changed.
  ///
  /// @return removes the listener
  Runnable subscribe(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Makes the streams follow the keys of the trust domain too.
  ///
  /// @param changes registers a listener for changes of the keys
  /// @param due whether SVIDs must be renewed; it is asked every second
  void follow(Consumer<Runnable> changes, BooleanSupplier due) {
    if (immediate) {
      changes.accept(this::outdate);
    }
    var _ = timer.scheduleAtFixedRate(() -> renew(due), 1, 1, TimeUnit.SECONDS);
  }

  private void renew(BooleanSupplier due) {
    if (due.getAsBoolean()) {
      outdate();
    }
  }

  private void sync() {
    outdate();
    var _ = known();
  }

  private void outdate() {
    synchronized (this) {
      stale = true;
    }
    listeners.forEach(Runnable::run);
  }

  /// Returns the known entries. They are read from the server on demand, because thousands of
  /// entries may be created before a caller needs them.
  private synchronized List<Entry> known() {
    if (stale) {
      stale = false;
      known = AuthorizedEntries.of(agent, server.all());
    }
    return known;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
