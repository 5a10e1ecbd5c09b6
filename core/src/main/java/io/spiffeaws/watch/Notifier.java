package io.spiffeaws.watch;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Sends a [Notification] beside the work that it tells of, so that one which hangs keeps no file
/// from being renewed. One is sent at a time; changes during it are told by one more. Safe for use
/// by several threads.
public final class Notifier {
  private final Notification notification;
  private final Consumer<Problem> failed;
  private final AtomicInteger changes = new AtomicInteger();

  /// @param failed is told where a notification did not go well
  public Notifier(Notification notification, Consumer<Problem> failed) {
    this.notification = notification;
    this.failed = failed;
  }

  /// Something changed; returns at once.
  public void changed() {
    if (changes.getAndIncrement() == 0) {
      Thread.ofPlatform().daemon().name("notifier").start(this::tell);
    }
  }

  private void tell() {
    int told;
    do {
      told = changes.get();
      send();
    } while (!changes.compareAndSet(told, 0));
  }

  private void send() {
    try {
      notification.send();
    } catch (ProblemException e) {
      failed.accept(e.problem());
    }
  }
}
