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

/// What the agent knows of the server's entries, which may be late: an agent asks the server once
/// in an interval. Safe for use by many threads.
final class AgentView implements AutoCloseable {
  private final EntryStore server;
  private final SPIFFEID agent;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private List<Entry> known;
  private boolean stale;

  /// @param syncInterval zero: what changes on the server is known at once
  AgentView(EntryStore server, SPIFFEID agent, Duration syncInterval) {
    this.server = server;
    this.agent = agent;
    this.known = AuthorizedEntries.of(agent, server.all());
    if (syncInterval.isZero()) {
      server.onChange(this::outdate);
    } else {
      var nanos = syncInterval.toNanos();
      var _ = timer.scheduleAtFixedRate(this::sync, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /// The entries that a caller with those selectors is entitled to, by entry ID.
  List<Entry> matching(Set<Selector> selectors) {
    return known().stream()
        .filter(entry -> selectors.containsAll(entry.getSelectorsList()))
        .sorted(Comparator.comparing(Entry::getId))
        .toList();
  }

  /// Calls this whenever the view may have changed.
  ///
  /// @return ends that
  Runnable subscribe(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
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

  /// Asked of the server when somebody wants to know, since thousands of entries may be made before
  /// that.
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
