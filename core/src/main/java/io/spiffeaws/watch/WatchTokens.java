package io.spiffeaws.watch;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.refresh.RefreshDependencies;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.workload.FetchJwtSvid;
import io.spiffeaws.workload.JwtSvid;
import io.spiffeaws.workload.SvidSelector;
import io.spiffeaws.workload.WorkloadApi;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Keeps JWT-SVIDs in files, each renewed when half of its life is over or, with jitter, a little
/// before.
///
/// An agent keeps tokens too, and hands the same one out until about half of its life is over. What
/// comes may therefore be in its second half already; the next one is then asked for after a tenth
/// of what is left, so a file lags behind the agent by no more than that. So it is, after a tenth
/// of the token's life, where this machine's clock cannot be right.
public final class WatchTokens {
  private final WorkloadApi workload;
  private final RefreshDependencies doors;
  private final Duration wait;

  /// @param wait how long to wait for the first tokens
  public WatchTokens(WorkloadApi workload, RefreshDependencies doors, Duration wait) {
    this.workload = workload;
    this.doors = doors;
    this.wait = wait;
  }

  /// @param files at least one, no path twice
  /// @param choice whose tokens
  /// @param access to the files
  public record Request(List<TokenFile> files, SvidSelector choice, FileAccess access) {
    public Request {
      files = List.copyOf(files);
      var paths = new HashSet<>();
      for (var file : files) {
        if (!paths.add(file.path().normalize())) {
          throw ProblemException.malformed(
              "file-twice",
              "the file " + file.name() + " is named twice",
              "name another --out for one of the two");
        }
      }
    }
  }

  /// Writes each file once.
  ///
  /// @return what was written, in the order of the request
  /// @throws ProblemException as the Workload API gives it; unexpected, where a file cannot be
  ///   written
  public Map<TokenFile, JwtSvid> once(Request request) {
    var written = new LinkedHashMap<TokenFile, JwtSvid>();
    for (var file : request.files()) {
      var svid = source(file, request.choice()).get();
      write(file, svid.token(), request.access());
      written.put(file, svid);
    }
    return written;
  }

  /// Returns when each file is there, and keeps them fresh from then on.
  ///
  /// @param changed is run whenever a file was written again
  /// @throws ProblemException as [#once]
  public FileWatch start(Request request, WatchListener listener, Runnable changed) {
    return FileWatch.start(
        request.files().stream().map(file -> fresh(file, request, listener)).toList(),
        listener,
        doors,
        changed);
  }

  private RefreshedFile<JwtSvid> fresh(TokenFile file, Request request, WatchListener listener) {
    return new RefreshedFile<>(
        file.name(),
        source(file, request.choice()),
        (svid, now) -> TokenTimes.of(svid, now).lifetime(now),
        new Writer(file, request.access(), listener)::write);
  }

  /// Patient until there is a first token; later there is always a next try.
  private Supplier<JwtSvid> source(TokenFile file, SvidSelector choice) {
    var retryBudget = new RetryBudget(doors.sleeper(), wait);
    var fetch = new FetchJwtSvid(workload, retryBudget);
    var request = new FetchJwtSvid.Request(file.audience(), choice);
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

  /// Leaves a file alone that has the token already. Not for several threads.
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
      lookAtTheClock(svid);
      if (svid.token().equals(last) && Files.exists(file.path())) {
        return false;
      }
      WatchTokens.write(file, svid.token(), access);
      last = svid.token();
      return true;
    }

    private void lookAtTheClock(JwtSvid svid) {
      var now = doors.clock().instant();
      var times = TokenTimes.of(svid, now);
      if (times.contradict(now) && !clockOff) {
        listener.clockOff(file.name(), now, times.from(), times.endsAt());
      }
      clockOff = times.contradict(now);
    }
  }
}
