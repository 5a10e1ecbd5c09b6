package io.spiffeaws.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a target on mutated inputs, as many as the property `fuzz.inputs` says, and requires that
/// each is accepted or rejected with a problem. `scenarios/fuzz-parsers` sets the properties.
public final class FuzzCheck {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  /// The maximum processor time of a run, and the maximum time without any. The elapsed time does
  /// not count, since other programs may use the processors.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final double NANOS = 1e9;

  private FuzzCheck() {}

  /// Runs a target, and prints the numbers of its inputs if the property is set.
  public static void check(Target target) {
    var run = run(target);
    if (System.getProperties().containsKey("fuzz.inputs")) {
      System.out.println(run.summary());
    }
    assertThat(run.failures()).isEmpty();
  }

  /// Runs a target in a thread of its own, so that one that hangs is a failure and not a hang.
  private static FuzzRun run(Target target) {
    var task =
        new FutureTask<>(() -> {
          var run = FuzzRun.of(target, INPUTS, SEED);
          run.used(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / NANOS);
          return run;
        });
    var thread = Thread.ofPlatform().daemon().start(task);
    try {
      return result(target, task, thread);
    } catch (ExecutionException e) {
      throw new AssertionError(target.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static FuzzRun result(Target target, FutureTask<FuzzRun> task, Thread thread)
      throws ExecutionException, InterruptedException {
    var times = ManagementFactory.getThreadMXBean();
    var progress = System.nanoTime();
    for (var used = 0L; ; ) {
      try {
        return task.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        var now = times.getThreadCpuTime(thread.threadId());
        progress = now > used ? System.nanoTime() : progress;
        used = now;
        if (used > LONGEST.toNanos() || System.nanoTime() - progress > LONGEST.toNanos()) {
          throw new AssertionError(
              target.name() + " hangs at " + List.of(thread.getStackTrace()), e);
        }
      }
    }
  }
}
