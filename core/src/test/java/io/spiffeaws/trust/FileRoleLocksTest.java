package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Pause;
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
  @TempDir private Path folder;
  private Duration passed = Duration.ZERO;
  private final Pause pause =
      new Pause() {
        @Override
        public void pause(Duration duration) {
          passed = passed.plus(duration);
        }

        @Override
        public Duration elapsed() {
          return passed;
        }
      };

  @Test
  void oneHoldsARoleAndTheNextWaitsInVainUntilItLetsGo() {
    var locks = locks(folder.resolve("spiffe-aws/locks"));
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
  void theFolderIsTheUsersAlone() throws Exception {
    var inside = folder.resolve("spiffe-aws/locks");
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
  void theFirstFolderThatCanBeHadIsTaken() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    var usable = folder.resolve("run/spiffe-aws/locks");

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
  void theFoldersAreTheSameForEveryProcessOfAUser() {
    assertThat(FileRoleLocks.folders(Map.of("HOME", "/h", "XDG_RUNTIME_DIR", "/run/user/1")))
        .containsExactly(
            Path.of("/h/.local/state/spiffe-aws/locks"), Path.of("/run/user/1/spiffe-aws/locks"));
    assertThat(FileRoleLocks.folders(Map.of("XDG_STATE_HOME", "/s", "HOME", "relative")))
        .containsExactly(Path.of("/s/spiffe-aws/locks"));
  }

  private FileRoleLocks locks(Path... folders) {
    return new FileRoleLocks(List.of(folders), Clock.systemUTC(), pause, Duration.ofSeconds(5));
  }
}
