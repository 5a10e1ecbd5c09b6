package io.spiffeaws.exec;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets go of processes whose parents have ended, where this process is the first of a container:
/// then it is their parent, and they would stay there as zombies for as long as it runs.
///
/// It may have other children that it started itself, and whoever did waits for the exit status, so
/// of those none must be let go of. They are told by that: one that is waited for is gone at once
/// when it ends. So only who is still there at the third look has nobody.
final class ZombieReaper implements AutoCloseable {
  private static final int INIT = 1;

  private final ChildCalls children;
  private final int parent;
  private final Set<Integer> waitedFor;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Set<Integer> once = Set.of();
  private Set<Integer> twice = Set.of();

  /// @param parent whose children are looked at
  /// @param waitedFor one that is never let go of
  ZombieReaper(ChildCalls children, int parent, int waitedFor) {
    this.children = children;
    this.parent = parent;
    this.waitedFor = Set.of(waitedFor);
  }

  /// Looks every second until it is closed, where this process is the first.
  ///
  /// @param child of this process, that another thread waits for
  static ZombieReaper watch(ChildCalls children, int child) {
    var own = (int) ProcessHandle.current().pid();
    var orphans = new ZombieReaper(children, own, child);
    if (own == INIT) {
      Thread.ofPlatform().daemon().name("orphans").start(orphans::watch);
    }
    return orphans;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /// One look, a while after the one before.
  void look() {
    var ended = new HashSet<>(ProcessStat.endedChildren(parent));
    ended.removeAll(waitedFor);
    var abandoned = new HashSet<>(ended);
    abandoned.retainAll(twice);
    abandoned.forEach(this::letGo);
    ended.removeAll(abandoned);
    var seenBefore = new HashSet<>(ended);
    seenBefore.retainAll(once);
    twice = seenBefore;
    once = ended;
  }

  private void letGo(int process) {
    try {
      children.await(process);
    } catch (IllegalStateException gone) {
      // it was let go of meanwhile
    }
  }

  private void watch() {
    try {
      while (!closed.await(1, TimeUnit.SECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
