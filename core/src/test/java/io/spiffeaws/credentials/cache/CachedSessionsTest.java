package io.spiffeaws.credentials.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Change;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachedSessionsTest {
  @TempDir private Path parent;
  private CacheWorld world;

  @BeforeEach
  void makeWorld() {
    world = new CacheWorld(parent);
  }

  @Test
  void listShowsSessionsAndExpiryWithoutSecrets() {
    world.use(CacheWorld.wanted());
    var listed = list();
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().parts().text("subject")).contains("spiffe://example.org/a");
    assertThat(listed.getFirst().usedUntil()).isEqualTo(world.now.plus(Duration.ofMinutes(45)));
    assertThat(listed.getFirst().expiresAt()).isEqualTo(world.now.plus(Duration.ofHours(1)));
    assertThat(listed.toString()).doesNotContain("the-secret", "the-token");
  }

  @Test
  void expiredSessionsAreNotListed() {
    world.use(CacheWorld.wanted());
    world.now = world.now.plus(Duration.ofHours(1));
    assertThat(list()).isEmpty();
  }

  @Test
  void emptyCacheHasNoSessions() {
    assertThat(list()).isEmpty();
    assertThat(clear(false)).isEmpty();
    assertThat(world.path).doesNotExist();
  }

  @Test
  void clearDeletesAllAndDryRunNothing() {
    world.use(CacheWorld.wanted());
    world.use(CacheWorld.wanted("{\"sub\":\"spiffe://example.org/b\"}"));
    assertThat(clear(true)).hasSize(2);
    assertThat(list()).hasSize(2);
    assertThat(clear(false))
        .hasSize(2)
        .allSatisfy(change -> {
          assertThat(change.action()).isEqualTo(Change.Action.DELETED);
          assertThat(change.name()).isEqualTo("arn:aws:sts::123456789012:assumed-role/app/name");
        });
    assertThat(list()).isEmpty();
    assertThat(clear(false)).isEmpty();
  }

  @Test
  void clearAlsoDeletesInADirectoryWithPermissionsForOthers() throws IOException {
    world.use(CacheWorld.wanted());
    Files.setPosixFilePermissions(world.path, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(world.file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThat(catchThrowableOfType(ProblemException.class, this::list).problem().code())
        .isEqualTo("unsafe-cache");
    assertThat(clear(false))
        .extracting(Change::name)
        .containsExactly(world.file().getFileName().toString());
    assertThat(world.file()).doesNotExist();
  }

  @Test
  void clearDeletesNothingBehindASymlink() throws IOException {
    var project = Files.createDirectory(parent.resolve("project"));
    var file = Files.writeString(project.resolve("0".repeat(64) + ".json"), "{}");
    Files.createSymbolicLink(world.path, project);
    var problem = catchThrowableOfType(ProblemException.class, () -> clear(false)).problem();
    assertThat(problem.code()).isEqualTo("unsafe-cache");
    assertThat(problem.hint()).doesNotContain("cache clear");
    assertThat(file).exists();
  }

  @Test
  void clearDeletesOnlyFilesWithItsOwnNames() throws IOException {
    world.use(CacheWorld.wanted());
    var others = List.of("package.json", "x.tmp", ".x.json.1.tmp", "0".repeat(63) + ".json");
    for (var other : others) {
      Files.writeString(world.path.resolve(other), "{}");
    }
    Files.writeString(world.path.resolve("." + "0".repeat(64) + ".json.1.tmp"), "half");
    assertThat(clear(false)).hasSize(2);
    assertThat(others).allSatisfy(other -> assertThat(world.path.resolve(other)).exists());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/c, /h, /c/spiffe-aws",
        "-, /h, /h/.cache/spiffe-aws",
        "relative, /h, /h/.cache/spiffe-aws",
        "'', /h, /h/.cache/spiffe-aws"
      })
  void directoryFollowsTheXdgSpecification(String cache, String home, String expected) {
    var environment =
        cache == null ? Map.of("HOME", home) : Map.of("HOME", home, "XDG_CACHE_HOME", cache);
    assertThat(CacheDirectory.of(environment)).hasToString(expected);
  }

  @Test
  void thereIsNoDirectoryWithoutHome() {
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> CacheDirectory.of(Map.of()))
                .problem()
                .code())
        .isEqualTo("no-cache-folder");
  }

  private List<ListCachedSessions.Listed> list() {
    return new ListCachedSessions(world.directory, Clock.fixed(world.now, ZoneOffset.UTC)).run();
  }

  private List<Change> clear(boolean dryRun) {
    return new ClearCachedSessions(world.directory).run(dryRun).changes();
  }
}
