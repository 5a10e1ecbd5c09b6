package io.spiffeaws.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateDirectoryTest {
  private static final String ABANDONED = "spiffe-aws-999999999-1";

  @TempDir Path parent;

  @Test
  void isPrivateAndIsDeletedWithTheFilesOfTheTool() throws Exception {
    Path path;
    try (var directory = PrivateDirectory.in(parent)) {
      path = directory.path();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      fill(path);
    }
    assertThat(path).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization-token", "config", ".credentials.17.tmp", "boto", ""})
  void directoryOfAKilledProcessIsDeleted(String file) throws Exception {
    var left = left("rwx------");
    if (!file.isEmpty()) {
      Files.writeString(left.resolve(file), "x");
      Files.createFile(left.resolve("lock"));
    }
    begin();
    assertThat(left).doesNotExist();
  }

  @Test
  void directoryOfALiveProcessIsNotDeletedWhateverItsProcessId() {
    try (var living = PrivateDirectory.in(parent)) {
      begin();
      assertThat(living.path().resolve("lock")).exists();
    }
  }

  @Test
  void symlinkIsNotFollowed() throws Exception {
    var precious = Files.createDirectory(parent.resolve("precious"));
    Files.setPosixFilePermissions(precious, PosixFilePermissions.fromString("rwx------"));
    fill(precious);
    Files.createFile(precious.resolve("lock"));
    Files.createSymbolicLink(parent.resolve(ABANDONED), precious);
    begin();
    assertThat(precious.resolve("config")).exists();
    assertThat(parent.resolve(ABANDONED)).isSymbolicLink();
  }

  @Test
  void directoryThatOtherUsersCanWriteToIsNotChanged() throws Exception {
    var left = left("rwxrwxrwx");
    fill(left);
    Files.createFile(left.resolve("lock"));
    begin();
    assertThat(left.resolve("config")).exists();
  }

  @Test
  void filesWithOtherNamesAreNotDeleted() throws Exception {
    var left = left("rwx------");
    Files.createFile(left.resolve("lock"));
    Files.writeString(left.resolve("thesis.txt"), "x");
    begin();
    assertThat(left.resolve("thesis.txt")).exists();
  }

  @Test
  void pipeWithSuchANameDoesNotBlock() throws Exception {
    var pipe = parent.resolve(ABANDONED).toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    begin();
    assertThat(parent.resolve(ABANDONED)).exists();
  }

  @Test
  void reportsWhyTheDirectoryCannotBeCreated() {
    assertThatThrownBy(() -> PrivateDirectory.in(parent.resolve("none")))
        .hasMessageContaining("none: it does not exist");
  }

  private void begin() {
    PrivateDirectory.in(parent).close();
  }

  private Path left(String mode) throws IOException {
    var left = Files.createDirectory(parent.resolve(ABANDONED));
    return Files.setPosixFilePermissions(left, PosixFilePermissions.fromString(mode));
  }

  private static void fill(Path directory) throws IOException {
    Files.writeString(directory.resolve("authorization-token"), "x");
    Files.writeString(directory.resolve("config"), "x");
  }
}
