package io.spiffeaws.credentials.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedSessionTest {
  @TempDir private Path parent;

  @Test
  void readsWhatItWrites() {
    var session = session();
    var read = CachedSession.parse(session.bytes()).orElseThrow();
    assertThat(read).isEqualTo(session);
    assertThat(read.key().digest()).isEqualTo(session.key().digest());
  }

  @Test
  void anyInvalidBytesAreNoSession() {
    var chance = new SplittableRandom(5);
    var whole = session().bytes();
    for (var i = 0; i < 5_000; i++) {
      var bytes = whole.clone();
      for (var at = chance.nextInt(4); at >= 0; at--) {
        bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
      }
      assertThatCode(() -> CachedSession.parse(bytes)).doesNotThrowAnyException();
      var noise = new byte[chance.nextInt(200)];
      chance.nextBytes(noise);
      assertThat(CachedSession.parse(noise)).isEmpty();
    }
  }

  @Test
  void slowClockDoesNotExtendItsUse() {
    var session = session();
    var seen = session.obtainedAt().minus(Duration.ofHours(1));
    var behind = new CachedSession(session.key(), seen, session.credentials());
    assertThat(behind.usable(seen.plus(Duration.ofMinutes(44)))).isTrue();
    assertThat(behind.usable(seen.plus(Duration.ofMinutes(46)))).isFalse();
    assertThat(behind.usedUntil()).isEqualTo(seen.plus(Duration.ofMinutes(45)));
  }

  @Test
  void isNotUsedAfterTheTimeOfItsRenewal() {
    var session = session();
    var latest = session.obtainedAt().plus(Duration.ofMinutes(20));
    var renewed =
        new CachedSession(
            session.key(),
            session.obtainedAt(),
            session.credentials().renewedBy(Optional.of(latest)));
    var read = CachedSession.parse(renewed.bytes()).orElseThrow();
    assertThat(read).isEqualTo(renewed);
    assertThat(read.usedUntil()).isEqualTo(latest);
    var late = session.credentials().renewedBy(Optional.of(latest.plus(Duration.ofHours(9))));
    assertThat(new CachedSession(session.key(), session.obtainedAt(), late).usedUntil())
        .isEqualTo(session.usedUntil());
  }

  @Test
  void doesNotPrintSecrets() {
    assertThat(session().toString()).doesNotContain("the-secret", "the-token");
  }

  private CachedSession session() {
    var world = new CacheWorld(parent);
    return new CachedSession(
        SessionKey.of(CacheWorld.wanted(), CacheWorld.AWS), world.now, world.obtain());
  }
}
