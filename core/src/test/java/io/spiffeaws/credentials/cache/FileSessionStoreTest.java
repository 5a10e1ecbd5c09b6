package io.spiffeaws.credentials.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileSessionStoreTest {
  @TempDir private Path parent;
  private CacheWorld world;

  @BeforeEach
  void makeWorld() {
    world = new CacheWorld(parent);
  }

  @Test
  void nextProgramWithTheSameRequestGetsTheCachedSession() {
    assertThat(world.use(CacheWorld.wanted())).isEqualTo("ASIA1");
    assertThat(world.use(CacheWorld.wanted())).isEqualTo("ASIA1");
    assertThat(world.obtained).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "PT-1S, false", // stored before the clock was set back
    "PT0S, true",
    "PT44M59S, true",
    "PT45M, false",
    "PT2H, false"
  })
  void sessionIsUsedWhileMoreThanAQuarterOfItsLifetimeIsLeft(Duration age, boolean used) {
    world.use(CacheWorld.wanted());
    world.now = world.now.plus(age);
    assertThat(world.use(CacheWorld.wanted())).isEqualTo(used ? "ASIA1" : "ASIA2");
  }

  @Test
  void directoryAndFileArePrivate() throws IOException {
    world.use(CacheWorld.wanted());
    assertThat(mode(world.path)).isEqualTo("rwx------");
    assertThat(mode(world.file())).isEqualTo("rw-------");
    assertThat(names()).containsExactlyInAnyOrder("lock", world.file().getFileName().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x---", "rwx-----x", "rwx---r--"})
  void rejectsADirectoryWithPermissionsForOthers(String mode) throws IOException {
    world.use(CacheWorld.wanted());
    Files.setPosixFilePermissions(world.path, PosixFilePermissions.fromString(mode));
    assertUnsafe();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void rejectsAFileWithPermissionsForOthers(String mode) throws IOException {
    world.use(CacheWorld.wanted());
    Files.setPosixFilePermissions(world.file(), PosixFilePermissions.fromString(mode));
    assertUnsafe();
  }

  @Test
  void rejectsASymlink() throws IOException {
    world.use(CacheWorld.wanted());
    var elsewhere = Files.move(world.file(), parent.resolve("elsewhere"));
    Files.createSymbolicLink(world.file(), elsewhere);
    assertUnsafe();
  }

  @Test
  void truncatedFileIsIgnoredAndReplaced() throws IOException {
    world.use(CacheWorld.wanted());
    var whole = Files.readAllBytes(world.file());
    for (var length = 0; length < whole.length; length += 7) {
      Files.write(world.file(), Arrays.copyOf(whole, length));
      assertThat(world.use(CacheWorld.wanted())).isEqualTo("ASIA" + world.obtained);
      assertThat(CachedSession.parse(Files.readAllBytes(world.file()))).isPresent();
    }
    assertThat(world.obtained).isEqualTo(1 + (whole.length + 6) / 7);
  }

  @Test
  void sessionWithTheNameOfAnotherIsIgnored() throws IOException {
    var other = CacheWorld.wanted("{\"sub\":\"spiffe://example.org/b\"}");
    world.use(other);
    var kept = world.path.resolve(SessionKey.of(other, CacheWorld.AWS).digest() + ".json");
    Files.move(kept, world.file());
    assertThat(world.use(CacheWorld.wanted())).isEqualTo("ASIA2");
  }

  @Test
  void deletesExpiredSessionsAndFilesOfKilledProcesses() throws IOException {
    world.use(CacheWorld.wanted("{\"sub\":\"spiffe://example.org/old\"}"));
    var writing = "." + "1".repeat(64) + ".json.456.tmp";
    var left =
        Files.writeString(world.path.resolve("." + "0".repeat(64) + ".json.123.tmp"), "half");
    var fresh = Files.writeString(world.path.resolve(writing), "being written");
    world.now = world.now.plus(Duration.ofHours(1));
    Files.setLastModifiedTime(left, FileTime.from(world.now.minusSeconds(61)));
    Files.setLastModifiedTime(fresh, FileTime.from(world.now.minusSeconds(1)));

    world.use(CacheWorld.wanted());

    assertThat(names())
        .containsExactlyInAnyOrder("lock", writing, world.file().getFileName().toString());
  }

  @Test
  void returnsASessionThatCannotBeStored() {
    var given =
        world
            .store()
            .session(
                CacheWorld.wanted(),
                () -> {
                  deleteDirectory();
                  return world.obtain();
                });
    assertThat(given.accessKeyId()).isEqualTo("ASIA1");
    assertThat(world.notKept).singleElement().extracting("code").isEqualTo("cannot-write");
  }

  @Test
  void obtainsItsOwnSessionAfterWaitingTooLong() throws IOException {
    var key = SessionKey.of(CacheWorld.wanted(), CacheWorld.AWS);
    try (var lock = world.directory.lock(key)) {
      assertThat(lock.held()).isTrue();
      assertThat(world.use(CacheWorld.wanted())).isEqualTo("ASIA1");
    }
    assertThat(world.pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void returnsASessionWithoutACacheDirectory() throws IOException {
    Files.writeString(world.path, "in the way");
    assertThat(world.use(CacheWorld.wanted())).isEqualTo("ASIA1");
    assertThat(world.notKept).singleElement().extracting("code").isEqualTo("cannot-keep");
  }

  @Test
  void concurrentProcessesMakeOneExchange() throws Exception {
    var all = 16;
    var others = new CountDownLatch(all - 1);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    Sleeper sleeper =
        _ -> {
          if (seen.add(Thread.currentThread())) {
            others.countDown();
          }
          LockSupport.parkNanos(1_000_000);
        };
    Callable<SessionCredentials> one =
        () ->
            new FileSessionStore(
                    world.directory,
                    CacheWorld.AWS,
                    Clock.fixed(world.now, ZoneOffset.UTC),
                    sleeper,
                    Duration.ofDays(365),
                    world.notKept::add)
                .session(CacheWorld.wanted(), () -> afterAll(others));
    try (var threads = Executors.newFixedThreadPool(all)) {
      var given = threads.invokeAll(Collections.nCopies(all, one));
      for (var future : given) {
        assertThat(future.get().accessKeyId()).isEqualTo("ASIA1");
      }
    }
    assertThat(world.obtained).isOne();
  }

  @Test
  void nextProcessTriesAfterAFailure() {
    assertThatThrownBy(() ->
            world
                .store()
                .session(
                    CacheWorld.wanted(),
                    () -> {
                      throw ProblemException.refused("no", "no", "");
                    }))
        .isInstanceOf(ProblemException.class);
    assertThat(world.use(CacheWorld.wanted())).isEqualTo("ASIA1");
    assertThat(world.pauses).isEmpty();
  }

  /// Returns a session when all others wait for it.
  private SessionCredentials afterAll(CountDownLatch others) {
    try {
      others.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return world.obtain();
  }

  private void assertUnsafe() {
    var refusal =
        catchThrowableOfType(ProblemException.class, () -> world.use(CacheWorld.wanted()));
    assertThat(refusal.problem().code()).isEqualTo("unsafe-cache");
    assertThat(world.obtained).isOne();
  }

  private void deleteDirectory() {
    try (Stream<Path> inside = Files.list(world.path)) {
      for (var file : inside.toList()) {
        Files.delete(file);
      }
      Files.delete(world.path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<String> names() throws IOException {
    try (var inside = Files.list(world.path)) {
      return inside.map(file -> file.getFileName().toString()).toList().stream();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
