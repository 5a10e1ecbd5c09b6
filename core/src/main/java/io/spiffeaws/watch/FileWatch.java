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

/// Refreshes files, each in its own thread, until this is closed. Each value is written before it
/// counts as renewed, so a full disk is a failed renewal.
public final class FileWatch implements AutoCloseable {
  /// Sources have their own deadlines.
  private static final Duration UNLIMITED = Duration.ofDays(1);

  private final List<AutoRefreshed<?>> values = new ArrayList<>();
  private final CompletableFuture<Problem> expiry = new CompletableFuture<>();
  private final WatchListener listener;
  private final RefreshDependencies dependencies;
  private final Runnable changed;

  private FileWatch(WatchListener listener, RefreshDependencies dependencies, Runnable changed) {
    this.listener = listener;
    this.dependencies = dependencies;
    this.changed = changed;
  }

  /// Starts to refresh files. Returns when each file has been written.
  ///
  /// @param changed is run whenever a file was written again
  /// @throws ProblemException if a value cannot be obtained or written; then no file is refreshed
  public static FileWatch start(
      List<? extends RefreshedFile<?>> files,
      WatchListener listener,
      RefreshDependencies dependencies,
      Runnable changed) {
    var watch = new FileWatch(listener, dependencies, changed);
    try {
      files.forEach(watch::refresh);
      watch.values.forEach(AutoRefreshed::current);
      return watch;
    } catch (ProblemException e) {
      watch.close();
      throw e;
    }
  }

  /// Returns a future that completes when the contents of a file have expired without a newer
  /// value.
  public CompletableFuture<Problem> expiry() {
    return expiry.copy();
  }

  @Override
  public void close() {
    values.forEach(AutoRefreshed::close);
  }

  private <T> void refresh(RefreshedFile<T> file) {
    values.add(
        AutoRefreshed.start(
            file.source(),
            file.rule(),
            new FileWriter<>(file),
            new RefreshDependencies(
                dependencies.clock(),
                dependencies.sleeper(),
                new SplittableRandom(dependencies.random().nextLong())),
            new AutoRefreshed.Settings("the contents of " + file.name(), UNLIMITED)));
  }

  /// Writes one file. Until the first write, a failure is reported only to the caller that waits
  /// for it.
  private final class FileWriter<T> implements RefreshListener<T> {
    private final RefreshedFile<T> file;
    private boolean present;
    private Instant expiresAt = Instant.MIN;

    FileWriter(RefreshedFile<T> file) {
      this.file = file;
    }

    @Override
    public void renewed(T value) {
      var written = file.writer().test(value);
      expiresAt = file.rule().of(value, dependencies.clock().instant()).expiresAt();
      if (!present) {
        present = true;
        listener.written(file.name(), expiresAt);
      } else if (written) {
        changed.run();
      }
    }

    @Override
    public void failing(Problem problem, Instant next) {
      if (present) {
        listener.failing(file.name(), problem, expiresAt);
      }
    }

    @Override
    public void recovered() {
      listener.recovered(file.name(), expiresAt);
    }

    @Override
    public void expired(T value) {
      listener.expired(file.name(), expiresAt);
      expiry.complete(
          new Problem.NoIdentity(
              "expired",
              "the contents of "
                  + file.name()
                  + " expired at "
                  + expiresAt
                  + " and were not renewed",
              "see the warnings above for the cause"));
    }
  }
}
