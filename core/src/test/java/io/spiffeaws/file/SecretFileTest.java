package io.spiffeaws.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
  @TempDir private Path directory;

  @Test
  void opensAPipeOfThisUserAndASymlinkToIt() throws Exception {
    var pipe = pipe();
    var link = Files.createSymbolicLink(directory.resolve("link"), Path.of("pipe"));
    var reader = new ProcessBuilder("cat", pipe.toString()).start();
    try (var channel = SecretFile.open(link, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("secret".getBytes(StandardCharsets.US_ASCII)));
    }
    assertThat(reader.inputReader().readLine()).isEqualTo("secret");
    assertThat(reader.waitFor()).isZero();
  }

  @Test
  void doesNotOpenAPipeOfAnotherUserOrASymlinkToIt() throws Exception {
    var pipe = pipe();
    var link = Files.createSymbolicLink(directory.resolve("link"), pipe);
    give(pipe);
    for (var path : new Path[] {pipe, link}) {
      assertThatThrownBy(() -> SecretFile.open(path, StandardOpenOption.WRITE))
          .isInstanceOf(FileOfAnotherUserException.class)
          .hasMessage("user 12345 owns " + pipe);
    }
  }

  @Test
  void doesNotFollowASymlinkOfAnotherUser() throws Exception {
    var link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/dev/null"));
    give(link);
    assertThatThrownBy(() -> SecretFile.open(link, StandardOpenOption.WRITE))
        .hasMessage("user 12345 owns " + link);
  }

  @Test
  void opensDevicesOfRootAndDescriptors() throws Exception {
    var file = Files.writeString(directory.resolve("file"), "a");
    give(file);
    try (var device = SecretFile.open(Path.of("/dev/null"), StandardOpenOption.WRITE);
        var _ = Files.newByteChannel(file)) {
      assertThat(device.isOpen()).isTrue();
      try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
        for (var each : all) {
          if (Files.exists(each) && Files.isSameFile(each, file)) {
            SecretFile.open(Path.of("/dev/fd").resolve(each.getFileName()), StandardOpenOption.READ)
                .close();
            return;
          }
        }
      }
    }
    throw new AssertionError("the open file has no descriptor");
  }

  @Test
  void doesNotCreateAMissingFile() {
    assertThatThrownBy(() -> SecretFile.open(directory.resolve("none"), StandardOpenOption.WRITE))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Path pipe() throws IOException, InterruptedException {
    var pipe = directory.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    return pipe;
  }

  private static void give(Path file) throws IOException {
    var owner = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    assumeTrue(owner == 0, "only root can give a file away");
    Files.setAttribute(file, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
  }
}
