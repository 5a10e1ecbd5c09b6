package io.spiffeaws.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileAccessTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"0640,rw-r-----", "600,rw-------", "0444,r--r--r--", "0777,rwxrwxrwx"})
  void parsesAnOctalMode(String digits, String letters) {
    assertThat(FileAccess.mode(digits)).hasToString(letters);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rw-------", "0240", "000", "4640", "8", "0o640", "-640", "06400"})
  void rejectsAModeThatIsInvalidOrNotReadable(String digits) {
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> FileAccess.mode(digits)).problem())
        .isInstanceOf(Problem.Malformed.class);
  }

  @Test
  void acceptsOwnersByNameAndByNumber() throws IOException {
    var mine = FileAccess.ofFile(Files.createFile(directory.resolve("mine")));
    var owner = mine.owner().orElseThrow().getName();
    var group = Files.getAttribute(directory.resolve("mine"), "unix:gid").toString();

    var named = FileAccess.OWNER_ALONE.ownedBy(owner + ":" + group);

    assertThat(named.owner()).isEqualTo(mine.owner());
    assertThat(named.group()).isEqualTo(mine.group());
    assertThat(FileAccess.OWNER_ALONE.ownedBy(":" + group).owner()).isEmpty();
    assertThat(FileAccess.OWNER_ALONE.ownedBy(owner).group()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "no such user", ":no such group", "no such user:0"})
  void rejectsUnknownOwners(String names) {
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> FileAccess.OWNER_ALONE.ownedBy(names))
                .problem())
        .isInstanceOf(Problem.Malformed.class);
  }
}
