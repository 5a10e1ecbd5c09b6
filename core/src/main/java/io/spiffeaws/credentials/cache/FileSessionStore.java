package io.spiffeaws.credentials.cache;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.SessionStore;
import io.spiffeaws.sts.WantedSession;
import io.spiffeaws.time.Pause;
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

  private final CacheFolder folder;
  private final AwsSettings aws;
  private final Clock clock;
  private final Pause pause;
  private final Duration patience;
  private final Consumer<Problem> notKept;

  /// @param aws where the sessions come from, which is part of what makes them
  /// @param patience how long to wait for another process
  /// @param notKept is told where a session could be obtained and not kept
  public FileSessionStore(
      CacheFolder folder,
      AwsSettings aws,
      Clock clock,
      Pause pause,
      Duration patience,
      Consumer<Problem> notKept) {
    this.folder = folder;
    this.aws = aws;
    this.clock = clock;
    this.pause = pause;
    this.patience = patience;
    this.notKept = notKept;
  }

  @Override
  public SessionCredentials session(WantedSession wanted, Supplier<SessionCredentials> obtain) {
    var key = SessionKey.of(wanted, aws);
    try (var lock = folder.lock(key)) {
      return kept(key).or(() -> keptByAnother(key, lock)).orElseGet(() -> obtained(key, obtain));
    } catch (IOException e) {
      notKept.accept(CacheProblems.cannotKeep(folder, e));
      return obtain.get();
    }
  }

  /// Waits while another process obtains it. Empty once it is up to this one, which holds the lock
  /// then, or has waited long enough.
  private Optional<SessionCredentials> keptByAnother(SessionKey key, SessionLock lock) {
    for (var waited = Duration.ZERO;
        !lock.held() && waited.compareTo(patience) < 0 && !interrupted();
        waited = waited.plus(BETWEEN_LOOKS)) {
      pause.pause(BETWEEN_LOOKS);
      var kept = kept(key);
      if (kept.isPresent()) {
        return kept;
      }
    }
    return kept(key);
  }

  private Optional<SessionCredentials> kept(SessionKey key) {
    return folder
        .read(key.digest())
        .filter(session -> session.usable(clock.instant()))
        .map(KeptSession::credentials);
  }

  private SessionCredentials obtained(SessionKey key, Supplier<SessionCredentials> obtain) {
    var now = clock.instant();
    var credentials = obtain.get();
    try {
      folder.write(new KeptSession(key, now, credentials));
      folder.sweep(now);
    } catch (ProblemException e) {
      notKept.accept(e.problem());
    }
    return credentials;
  }

  private static boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
