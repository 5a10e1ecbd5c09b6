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

/// [SessionStore] in files of the user. Of all processes that want the same session at once, one
/// obtains it and the others wait for what it keeps; where that takes too long, or it could not
/// keep it, they obtain their own.
public final class FileSessionStore implements SessionStore {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final CacheDirectory directory;
  private final AwsSettings aws;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Duration retryBudget;
  private final Consumer<Problem> notKept;

  /// @param aws where the sessions come from, which is part of what makes them
  /// @param retryBudget how long to wait for another process
  /// @param notKept is told where a session could be obtained and not kept
  public FileSessionStore(
      CacheDirectory directory,
      AwsSettings aws,
      Clock clock,
      Sleeper sleeper,
      Duration retryBudget,
      Consumer<Problem> notKept) {
    this.directory = directory;
    this.aws = aws;
    this.clock = clock;
    this.sleeper = sleeper;
    this.retryBudget = retryBudget;
    this.notKept = notKept;
  }

  @Override
  public SessionCredentials session(SessionRequest wanted, Supplier<SessionCredentials> obtain) {
    var key = SessionKey.of(wanted, aws);
    try (var lock = directory.lock(key)) {
      return kept(key).or(() -> keptByAnother(key, lock)).orElseGet(() -> obtained(key, obtain));
    } catch (IOException e) {
      notKept.accept(CacheProblems.cannotKeep(directory, e));
      return obtain.get();
    }
  }

  /// Waits while another process obtains it. Empty once it is up to this one, which holds the lock
  /// then, or has waited long enough.
  private Optional<SessionCredentials> keptByAnother(SessionKey key, SessionLock lock) {
    for (var waited = Duration.ZERO;
        !lock.held() && waited.compareTo(retryBudget) < 0 && !interrupted();
        waited = waited.plus(BETWEEN_LOOKS)) {
      sleeper.sleeper(BETWEEN_LOOKS);
      var kept = kept(key);
      if (kept.isPresent()) {
        return kept;
      }
    }
    return kept(key);
  }

  private Optional<SessionCredentials> kept(SessionKey key) {
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
      notKept.accept(e.problem());
    }
    return credentials;
  }

  private static boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
