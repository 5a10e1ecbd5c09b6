package io.spiffeaws.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolicLinksTest {
  @TempDir private Path directory;

  @Test
  void followsAChainOfSymlinksAlsoToAMissingFile() throws IOException {
    var real = Files.createDirectory(directory.resolve("real")).resolve("c");
    link("b", "real/c");
    link("real/back", "../b");
    var first = link("a", directory.resolve("real/back").toString());
    for (var there = 0; there < 2; there++) {
      AtomicFile.writeBehindLinks(first, "new".getBytes(UTF_8), FileAccess.OWNER_ALONE);
      assertThat(real).isRegularFile().hasContent("new");
    }
    assertThat(first).isSymbolicLink();
    assertThat(directory.resolve("b")).isSymbolicLink();
    assertThat(directory.resolve("real/back")).isSymbolicLink();
  }

  @Test
  void returnsAPathThatIsNotASymlink() throws IOException {
    assertThat(SymbolicLinks.behind(directory.resolve("none")))
        .isEqualTo(directory.resolve("none"));
    assertThat(SymbolicLinks.behind(Path.of("/dev/null"))).isEqualTo(Path.of("/dev/null"));
  }

  @Test
  void doesNotFollowASymlinkToADevice() throws IOException {
    var link = link("out", "/dev/null");
    assertThat(SymbolicLinks.behind(link)).isEqualTo(link);
  }

  @Test
  void rejectsASymlinkLoop() throws IOException {
    link("a", "b");
    var circle = link("b", "a");
    assertThatThrownBy(() -> SymbolicLinks.behind(circle))
        .isInstanceOf(FileSystemLoopException.class);
    assertThatThrownBy(
            () -> AtomicFile.writeBehindLinks(circle, new byte[0], FileAccess.OWNER_ALONE))
        .hasMessageEndingWith("its symlinks form a loop");
  }

  @Test
  void rejectsASymlinkOfAnotherUserInAWorldWritableDirectory() throws IOException {
    var everyones = Files.createDirectory(directory.resolve("tmp"));
    Assumptions.assumeTrue(
        Files.getAttribute(everyones, "unix:uid").equals(0), "only root can give a link away");
    Files.setPosixFilePermissions(everyones, PosixFilePermissions.fromString("rwxrwxrwx"));
    var link = link("tmp/a", "b");
    Files.setAttribute(link, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
    assertThat(SymbolicLinks.behind(link)).isEqualTo(everyones.resolve("b"));
    Files.setAttribute(everyones, "unix:mode", 01777);
    assertThatThrownBy(() -> SymbolicLinks.behind(link)).hasMessage("user 12345 owns " + link);
    Files.setAttribute(link, "unix:uid", 0, LinkOption.NOFOLLOW_LINKS);
    assertThat(SymbolicLinks.behind(link)).isEqualTo(everyones.resolve("b"));
  }

  @Test
  void rejectsAFileOfAnotherUserInAWorldWritableDirectory() throws IOException {
    var everyones = Files.createDirectory(directory.resolve("tmp"));
    var file = Files.createFile(everyones.resolve("token"));
    Assumptions.assumeTrue(
        Files.getAttribute(everyones, "unix:uid").equals(0), "only root can give a file away");
    Files.setAttribute(file, "unix:uid", 12345);
    SymbolicLinks.checkNotPlanted(file);
    Files.setAttribute(everyones, "unix:mode", 01777);
    for (var path : List.of(file, link("own", "tmp/token"))) {
      assertThatThrownBy(() -> SymbolicLinks.checkNotPlanted(path))
          .hasMessage("user 12345 owns " + file);
    }
    Files.setAttribute(everyones, "unix:uid", 12345);
    SymbolicLinks.checkNotPlanted(file);
    SymbolicLinks.checkNotPlanted(Path.of("/dev/stdin"));
    SymbolicLinks.checkNotPlanted(directory.resolve("none"));
  }

  private Path link(String name, String target) throws IOException {
    return Files.createSymbolicLink(directory.resolve(name), Path.of(target));
  }
}
