package io.spiffeaws.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldReadableDirectoryTest {
  private static final int PERMISSIONS = 07777;

  @TempDir private Path directory;

  @Test
  void groupOfASetGroupIdDirectoryIsInherited() throws IOException {
    Files.setAttribute(directory, "unix:mode", 03777);

    WorldReadableDirectory.make(directory.resolve("a/b"));

    assertThat(mode("a")).isEqualTo(02755);
    assertThat(mode("a/b")).isEqualTo(02755);
    assertThat(Files.getAttribute(directory.resolve("a/b"), "unix:gid"))
        .isEqualTo(Files.getAttribute(directory, "unix:gid"));
  }

  @Test
  void otherBitsAreNotInherited() throws IOException {
    Files.setAttribute(directory, "unix:mode", 01777);
    WorldReadableDirectory.make(directory.resolve("a"));
    assertThat(mode("a")).isEqualTo(0755);
  }

  @Test
  void existingDirectoryIsNotChanged() throws IOException {
    Files.createDirectory(directory.resolve("a"));
    Files.setAttribute(directory.resolve("a"), "unix:mode", 0700);
    WorldReadableDirectory.make(directory.resolve("a"));
    assertThat(mode("a")).isEqualTo(0700);
  }

  private int mode(String name) throws IOException {
    return (int) Files.getAttribute(directory.resolve(name), "unix:mode") & PERMISSIONS;
  }
}
