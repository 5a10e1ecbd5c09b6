package io.spiffeaws.watch;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.refresh.AutoRefreshed;
import io.spiffeaws.refresh.RefreshDependencies;
import io.spiffeaws.refresh.RefreshListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// Keeps files fresh, each in a thread of its own, from when they are there until this is closed.
/// Each value is written before it counts as renewed, so a full disk is a failure to renew as any
/// other.
public final class FileWatch implements AutoCloseable {
  /// Sources end by their own deadlines.
  private static final Duration UNTIL_THE_SOURCE_ENDS = Duration.ofDays(1);

  private final List<AutoRefreshed<?>> kept = new ArrayList<>();
  private final CompletableFuture<Problem> expiry = new CompletableFuture<>();
  private final WatchListener listener;
  private final RefreshDependencies doors;
  private final Runnable changed;

  private FileWatch(WatchListener listener, RefreshDependencies doors, Runnable changed) {
    this.listener = listener;
    this.doors = doors;
    this.changed = changed;
  }

  /// Returns when each file is there.
  ///
  /// @param changed is run whenever a file was written again
  /// @throws ProblemException why one of them could not be had or written; none is kept fresh then
  public static FileWatch start(
      List<? extends RefreshedFile<?>> files,
      WatchListener listener,
      RefreshDependencies doors,
      Runnable changed) {
    var watch = new FileWatch(listener, doors, changed);
    try {
      files.forEach(watch::keep);
      watch.kept.forEach(AutoRefreshed::current);
      return watch;
    } catch (ProblemException e) {
      watch.close();
      throw e;
    }
  }

  /// Completes when what is in one of the files has ended and there is nothing newer.
  public CompletableFuture<Problem> expiry() {
    return expiry.copy();
  }

  @Override
  public void close() {
    kept.forEach(AutoRefreshed::close);
  }

  private <T> void keep(RefreshedFile<T> file) {
    kept.add(
        AutoRefreshed.start(
            file.source(),
            file.rule(),
            new Keeper<>(file),
            new RefreshDependencies(
                doors.clock(), doors.sleeper(), new SplittableRandom(doors.random().nextLong())),
            new AutoRefreshed.Settings("the contents of " + file.name(), UNTIL_THE_SOURCE_ENDS)));
  }

  /// Writes one file. Until it is there, the one who waits for it is told what fails, and nobody
  /// else.
  private final class Keeper<T> implements RefreshListener<T> {
    private final RefreshedFile<T> file;
    private boolean there;
    private Instant endsAt = Instant.MIN;

    Keeper(RefreshedFile<T> file) {
      this.file = file;
    }

    @Override
    public void renewed(T value) {
      var written = file.writer().test(value);
      endsAt = file.rule().of(value, doors.clock().instant()).endsAt();
      if (!there) {
        there = true;
        listener.kept(file.name(), endsAt);
      } else if (written) {
        changed.run();
      }
    }

    @Override
    public void failing(Problem problem, Instant next) {
      if (there) {
        listener.failing(file.name(), problem, endsAt);
      }
    }

    @Override
    public void recovered() {
      listener.recovered(file.name(), endsAt);
    }

    @Override
    public void ended(T value) {
      listener.ended(file.name(), endsAt);
      expiry.complete(
          new Problem.NoIdentity(
              "expired",
              "what is in " + file.name() + " ended at " + endsAt + ", and nothing newer came",
              "see the warnings before this for what kept it from being renewed"));
    }
  }
}
