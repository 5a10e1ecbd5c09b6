package io.spiffeaws.trust.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRoleLocksTest {
  @TempDir private Path directory;
  private Duration passed = Duration.ZERO;
  private final Sleeper sleeper =
      new Sleeper() {
        @Override
        public void sleep(Duration duration) {
          passed = passed.plus(duration);
        }

        @Override
        public Duration elapsed() {
          return passed;
        }
      };

  @Test
  void aLockedRoleIsBusyUntilItIsReleased() {
    var locks = locks(directory.resolve("spiffe-aws/locks"));
    try (var _ = locks.hold("app");
        var _ = locks.hold("other")) {
      assertThat(
              catchThrowableOfType(ProblemException.class, () -> locks.hold("APP"))
                  .problem()
                  .code())
          .isEqualTo("role-busy");
    }
    assertThat(passed).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(6));
    locks.hold("app").close();
  }

  @Test
  void theDirectoryIsPrivate() throws Exception {
    var inside = directory.resolve("spiffe-aws/locks");
    locks(inside).hold("app").close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inside)))
        .isEqualTo("rwx------");
    Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> locks(inside).hold("app"))
                .problem()
                .code())
        .isEqualTo("unsafe-lock-folder");
  }

  @Test
  void theFirstUsableDirectoryIsUsed() throws Exception {
    var file = Files.writeString(directory.resolve("file"), "");
    var usable = directory.resolve("run/spiffe-aws/locks");

    locks(file.resolve("spiffe-aws/locks"), usable).hold("app").close();

    assertThat(usable.resolve("role-app")).exists();
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> locks(file.resolve("x/locks")).hold("app"))
                .problem()
                .code())
        .isEqualTo("no-lock-folder");
  }

  @Test
  void theDirectoriesAreTheSameForEveryProcessOfAUser() {
    assertThat(FileRoleLocks.directories(Map.of("HOME", "/h", "XDG_RUNTIME_DIR", "/run/user/1")))
        .containsExactly(
            Path.of("/h/.local/state/spiffe-aws/locks"), Path.of("/run/user/1/spiffe-aws/locks"));
    assertThat(FileRoleLocks.directories(Map.of("XDG_STATE_HOME", "/s", "HOME", "relative")))
        .containsExactly(Path.of("/s/spiffe-aws/locks"));
  }

  private FileRoleLocks locks(Path... directories) {
    return new FileRoleLocks(
        List.of(directories), Clock.systemUTC(), sleeper, Duration.ofSeconds(5));
  }
}
