package io.spiffeaws.watch;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Sends a [Notification] in a separate thread, so that one that hangs does not stop the renewal of
/// files. One is sent at a time; changes during it cause one more. Thread-safe.
public final class Notifier {
  private final Notification notification;
  private final Consumer<Problem> failed;
  private final AtomicInteger changes = new AtomicInteger();

  /// @param failed receives the problem of a failed notification
  public Notifier(Notification notification, Consumer<Problem> failed) {
    this.notification = notification;
    this.failed = failed;
  }

  /// Reports a change; returns at once.
  public void changed() {
    if (changes.getAndIncrement() == 0) {
      Thread.ofPlatform().daemon().name("notifier").start(this::notifyOfChanges);
    }
  }

  private void notifyOfChanges() {
    int handled;
    do {
      handled = changes.get();
      send();
    } while (!changes.compareAndSet(handled, 0));
  }

  private void send() {
    try {
      notification.send();
    } catch (ProblemException e) {
      failed.accept(e.problem());
    }
  }
}
