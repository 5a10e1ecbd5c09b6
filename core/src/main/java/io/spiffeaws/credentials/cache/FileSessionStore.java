package io.spiffeaws.credentials.cache;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.SessionRequest;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.time.Sleeper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// [SessionStore] in files of the user. If several processes request the same session at once, one
/// of them obtains it and the others wait for its file. If that takes too long, or the file cannot
/// be written, they obtain their own.
public final class FileSessionStore implements SessionStore {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private final CacheDirectory directory;
  private final AwsSettings aws;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Duration retryBudget;
  private final Consumer<Problem> notStored;

  /// @param aws the settings of AWS, which are part of the key of a session
  /// @param retryBudget how long to wait for another process
  /// @param notStored receives the problem if a session was obtained but not stored
  public FileSessionStore(
      CacheDirectory directory,
      AwsSettings aws,
      Clock clock,
      Sleeper sleeper,
      Duration retryBudget,
      Consumer<Problem> notStored) {
    this.directory = directory;
    this.aws = aws;
    this.clock = clock;
    this.sleeper = sleeper;
    this.retryBudget = retryBudget;
    this.notStored = notStored;
  }

  @Override
  public SessionCredentials session(SessionRequest request, Supplier<SessionCredentials> obtain) {
    var key = SessionKey.of(request, aws);
    try (var lock = directory.lock(key)) {
      return stored(key)
          .or(() -> storedByAnother(key, lock))
          .orElseGet(() -> obtained(key, obtain));
    } catch (IOException e) {
      notStored.accept(CacheProblems.cannotStore(directory, e));
      return obtain.get();
    }
  }

  /// Waits while another process obtains the session. Returns empty if this process must obtain it,
  /// because it now holds the lock or has waited for the whole retry budget.
  private Optional<SessionCredentials> storedByAnother(SessionKey key, SessionLock lock) {
    for (var waited = Duration.ZERO;
        !lock.held() && waited.compareTo(retryBudget) < 0 && !interrupted();
        waited = waited.plus(POLL_INTERVAL)) {
      sleeper.sleep(POLL_INTERVAL);
      var stored = stored(key);
      if (stored.isPresent()) {
        return stored;
      }
    }
    return stored(key);
  }

  private Optional<SessionCredentials> stored(SessionKey key) {
    return directory
        .read(key.digest())
        .filter(session -> session.usable(clock.instant()))
        .map(CachedSession::credentials);
  }

  private SessionCredentials obtained(SessionKey key, Supplier<SessionCredentials> obtain) {
    var now = clock.instant();
    var credentials = obtain.get();
    try {
      directory.write(new CachedSession(key, now, credentials));
      directory.sweep(now);
    } catch (ProblemException e) {
      notStored.accept(e.problem());
    }
    return credentials;
  }

  private static boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
