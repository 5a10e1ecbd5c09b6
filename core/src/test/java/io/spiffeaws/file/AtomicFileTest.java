package io.spiffeaws.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path directory;

  @Test
  void replacesContentAndMode() throws IOException {
    var file = directory.resolve("token");
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    AtomicFile.write(file, "new".getBytes(UTF_8));

    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory.toFile().list()).containsExactly("token");
  }

  @Test
  void setsAModeRegardlessOfTheUmask() throws IOException {
    var file = directory.resolve("shared");

    AtomicFile.write(file, new byte[0], FileAccess.mode("666"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw-rw-");
  }

  @Test
  void failedReplacementKeepsTheOldFileAndLeavesNoTemporaryFile() throws IOException {
    var file = Files.createDirectory(directory.resolve("busy"));
    Files.writeString(file.resolve("inside"), "kept");

    assertThatThrownBy(() -> AtomicFile.write(file, "new".getBytes(UTF_8)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cannot write");

    assertThat(file.resolve("inside")).hasContent("kept");
    assertThat(directory.toFile().list()).containsExactly("busy");
  }

  @Test
  void reportsAMissingDirectory() {
    assertThatThrownBy(() -> AtomicFile.write(directory.resolve("no/such"), new byte[0]))
        .hasMessageEndingWith("its directory does not exist");
  }

  @Test
  void writesToADeviceWithoutReplacingIt() throws IOException {
    var link = Files.createSymbolicLink(directory.resolve("full"), Path.of("/dev/full"));

    assertThatThrownBy(() -> AtomicFile.write(link, new byte[] {1}))
        .hasMessageContaining("No space left on device");

    assertThat(link).isSymbolicLink();
  }

  @Test
  void writesAFileThatItsOwnerCanOnlyRead() throws IOException {
    var file = directory.resolve("token");

    AtomicFile.write(file, "first".getBytes(UTF_8), FileAccess.mode("0440"));
    AtomicFile.write(file, "second".getBytes(UTF_8), FileAccess.mode("0440"));

    assertThat(file).hasContent("second");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("r--r-----");
  }

  @Test
  void deletesFilesOfKilledWritersAndNothingElse() throws IOException {
    var file = directory.resolve("token");
    var old = FileTime.from(Files.getLastModifiedTime(directory).toInstant().minusSeconds(600));
    for (var name : List.of(".token.123.tmp", ".token.tmp", ".other.123.tmp", ".token.new.tmp")) {
      Files.setLastModifiedTime(Files.createFile(directory.resolve(name)), old);
    }
    Files.createFile(directory.resolve(".token.456.tmp")); // of a writer that may still run

    AtomicFile.write(file, new byte[0]);

    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder(
            "token", ".token.tmp", ".other.123.tmp", ".token.new.tmp", ".token.456.tmp");
  }
}
