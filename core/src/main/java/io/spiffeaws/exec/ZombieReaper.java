package io.spiffeaws.exec;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Reaps orphaned processes if this process is the first of a container. Then it is their parent,
/// and they would remain as zombies while it runs.
///
/// Children that this process started itself must not be reaped, since the code that started them
/// waits for their exit status. Such a child disappears as soon as it exits. So a process is an
/// orphan only if it is still a zombie at the third scan.
final class ZombieReaper implements AutoCloseable {
  private static final int INIT = 1;

  private final ChildCalls children;
  private final int parent;
  private final Set<Integer> waitedFor;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Set<Integer> once = Set.of();
  private Set<Integer> twice = Set.of();

  /// @param parent the process whose children are scanned
  /// @param waitedFor a child that is never reaped
  ZombieReaper(ChildCalls children, int parent, int waitedFor) {
    this.children = children;
    this.parent = parent;
    this.waitedFor = Set.of(waitedFor);
  }

  /// Scans every second until it is closed, if this process is the first.
  ///
  /// @param child of this process, which another thread waits for
  static ZombieReaper watch(ChildCalls children, int child) {
    var own = (int) ProcessHandle.current().pid();
    var reaper = new ZombieReaper(children, own, child);
    if (own == INIT) {
      Thread.ofPlatform().daemon().name("reaper").start(reaper::watch);
    }
    return reaper;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /// Scans once.
  void scan() {
    var ended = new HashSet<>(ProcessStat.endedChildren(parent));
    ended.removeAll(waitedFor);
    var abandoned = new HashSet<>(ended);
    abandoned.retainAll(twice);
    abandoned.forEach(this::reap);
    ended.removeAll(abandoned);
    var seenBefore = new HashSet<>(ended);
    seenBefore.retainAll(once);
    twice = seenBefore;
    once = ended;
  }

  private void reap(int process) {
    try {
      children.await(process);
    } catch (IllegalStateException gone) {
      // it was reaped meanwhile
    }
  }

  private void watch() {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        scan();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
