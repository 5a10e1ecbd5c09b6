package io.spiffeaws.sandbox.aws.cloudtrail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The newest events. AWS shows an event some minutes after the call, the sandbox at once.
/// Thread-safe.
public final class EventHistory {
  private static final int MOST = 1000;

  private final Deque<RecordedEvent> newestFirst = new ArrayDeque<>();

  /// Adds an event.
  public synchronized void add(RecordedEvent event) {
    newestFirst.addFirst(event);
    if (newestFirst.size() > MOST) {
      newestFirst.removeLast();
    }
  }

  /// Returns the events, the newest first.
  synchronized List<RecordedEvent> events() {
    return List.copyOf(newestFirst);
  }
}
