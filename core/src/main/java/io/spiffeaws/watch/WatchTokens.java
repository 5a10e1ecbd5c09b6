package io.spiffeaws.watch;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.file.WorldReadableDirectory;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.refresh.RefreshDependencies;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.FetchJwtSvid;
import io.spiffeaws.workload.JwtSvid;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.WorkloadApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Keeps JWT-SVIDs in files. Each one is renewed after half of its lifetime or, with jitter, a
/// little earlier.
///
/// An agent also caches tokens, and serves the same one until about half of its lifetime has
/// passed. So a token may be in its second half when it is obtained. The next one is then requested
/// after a tenth of the remaining time, and the file lags behind the agent by no more than that. If
/// this machine's clock is wrong, the next one is requested after a tenth of the token's whole
/// lifetime.
public final class WatchTokens {
  private final WorkloadApi workload;
  private final RefreshDependencies dependencies;
  private final Duration wait;

  /// @param wait the retry budget for the first tokens
  public WatchTokens(WorkloadApi workload, RefreshDependencies dependencies, Duration wait) {
    this.workload = workload;
    this.dependencies = dependencies;
    this.wait = wait;
  }

  /// @param files at least one, each path once
  /// @param selector selects the SVID
  /// @param access owner and mode of the files
  /// @param createDirectories whether missing directories of the files are created, so that only
  ///   this user can write to them
  public record Request(
      List<TokenFile> files, SvidSelector selector, FileAccess access, boolean createDirectories) {
    public Request {
      files = List.copyOf(files);
      var paths = new HashSet<>();
      for (var file : files) {
        if (!paths.add(file.path().normalize())) {
          throw ProblemException.malformed(
              "file-twice",
              "the file " + file.name() + " is specified twice",
              "specify a different --out for one of the two");
        }
      }
    }
  }

  /// Writes each file once.
  ///
  /// @param listener is called before the first retry
  /// @return the tokens, in the order of the request
  /// @throws ProblemException as the Workload API throws it; unexpected, if a file cannot be
  ///   written
  public Map<TokenFile, JwtSvid> once(Request request, WatchListener listener) {
    createDirectories(request);
    var written = new LinkedHashMap<TokenFile, JwtSvid>();
    for (var file : request.files()) {
      var svid = source(file, request.selector(), listener).get();
      write(file, svid.token(), request.access());
      written.put(file, svid);
    }
    return written;
  }

  /// Starts to refresh the files. Returns when each file has been written.
  ///
  /// @param changed is run whenever a file was written again
  /// @throws ProblemException as [#once]
  public FileWatch start(Request request, WatchListener listener, Runnable changed) {
    createDirectories(request);
    return FileWatch.start(
        request.files().stream().map(file -> refreshed(file, request, listener)).toList(),
        listener,
        dependencies,
        changed);
  }

  private static void createDirectories(Request request) {
    for (var file : request.createDirectories() ? request.files() : List.<TokenFile>of()) {
      var parent = file.path().toAbsolutePath().getParent();
      try {
        WorldReadableDirectory.make(parent);
      } catch (IOException e) {
        throw ProblemException.unexpected(
            "cannot-write",
            "cannot create " + parent + ": " + FileFailure.reason(e),
            FileFailure.fixHint(file.path(), e));
      }
    }
  }

  private RefreshedFile<JwtSvid> refreshed(
      TokenFile file, Request request, WatchListener listener) {
    return new RefreshedFile<>(
        file.name(),
        source(file, request.selector(), listener),
        (svid, now) -> TokenTimes.of(svid, now).lifetime(now),
        new Writer(file, request.access(), listener)::write);
  }

  /// Retries until there is a first token; later the next renewal is the retry.
  private Supplier<JwtSvid> source(TokenFile file, SvidSelector selector, WatchListener listener) {
    var retryBudget =
        new RetryBudget(
            dependencies.sleeper(), wait, problem -> listener.waiting(file.name(), problem, wait));
    var fetch = new FetchJwtSvid(workload, retryBudget);
    var request = new FetchJwtSvid.Request(file.audience(), selector);
    return () -> {
      var svid = fetch.run(request);
      retryBudget.exhaust();
      return svid;
    };
  }

  private static void write(TokenFile file, Secret token, FileAccess access) {
    AtomicFile.writeBehindLinks(
        file.path(), token.reveal().getBytes(StandardCharsets.US_ASCII), access);
  }

  /// Writes a file unless it already contains the token. Not thread-safe.
  private final class Writer {
    private final TokenFile file;
    private final FileAccess access;
    private final WatchListener listener;
    private Secret last = Secret.of("");
    private boolean clockOff;

    Writer(TokenFile file, FileAccess access, WatchListener listener) {
      this.file = file;
      this.access = access;
      this.listener = listener;
    }

    boolean write(JwtSvid svid) {
      checkClock(svid);
      if (svid.token().equals(last) && Files.exists(file.path())) {
        return false;
      }
      WatchTokens.write(file, svid.token(), access);
      last = svid.token();
      return true;
    }

    private void checkClock(JwtSvid svid) {
      var now = dependencies.clock().instant();
      var times = TokenTimes.of(svid, now);
      if (times.contradict(now) && !clockOff) {
        listener.clockOff(file.name(), now, times.from(), times.expiresAt());
      }
      clockOff = times.contradict(now);
    }
  }
}
