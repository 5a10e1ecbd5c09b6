package io.spiffeaws.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefaultSocketsTest {
  @TempDir private Path directory;
  private PathOwnership ownership;

  @BeforeEach
  void trustWhatIsAbove() throws Exception {
    directory = directory.toRealPath();
    ownership = new PathOwnership(directory);
  }

  @Test
  void findsTheSocketThatExists() throws Exception {
    var there = Files.createFile(directory.resolve("there"));
    assertThat(search(directory.resolve("missing"), there).only()).hasValue(there);
  }

  @Test
  void selectsNoneOfSeveralSocketsAndOneOfSeveralPathsToASocket() throws Exception {
    var one = Files.createFile(directory.resolve("one"));
    var other = Files.createFile(directory.resolve("other"));
    var link = Files.createSymbolicLink(directory.resolve("link"), Path.of("one"));

    assertThat(search(one, link).only()).hasValue(one);
    assertThat(search(one, other).only()).isEmpty();
    assertThat(search(one, other).listed()).isEqualTo(one + ", " + other);
  }

  @Test
  void doesNotTrustAWorldWritableDirectoryEvenWithTheStickyBit() throws Exception {
    var open = Files.createDirectory(directory.resolve("open"));
    var socket = Files.createFile(Files.createDirectory(open.resolve("mine")).resolve("socket"));
    Files.setAttribute(open, "unix:mode", 01777);

    assertThat(search(socket))
        .isEqualTo(
            new DefaultSockets(
                List.of(),
                List.of(new DefaultSockets.Ignored(socket, "other users can write to " + open)),
                java.util.Optional.empty()));
  }

  @Test
  void doesNotTrustDirectoriesInTmp() throws Exception {
    var socket = Files.createFile(directory.resolve("socket"));
    assumeTrue(directory.startsWith("/tmp"), "temporary files are elsewhere");
    assertThat(DefaultSockets.search(List.of(socket), PathOwnership.SYSTEM).ignored())
        .containsExactly(new DefaultSockets.Ignored(socket, "other users can write to /tmp"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
  void doesNotTrustAWritableDirectoryBehindASymlink(String mode) throws Exception {
    var open = Files.createDirectory(directory.resolve("open"));
    Files.createFile(open.resolve("socket"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(mode));
    var plain = Files.createDirectory(directory.resolve("plain"));
    var link = Files.createSymbolicLink(plain.resolve("link"), Path.of("../open/socket"));
    var twice = Files.createSymbolicLink(directory.resolve("twice"), link);

    assertThat(search(link).trusted()).isEmpty();
    assertThat(search(twice).ignored())
        .containsExactly(new DefaultSockets.Ignored(twice, "other users can write to " + open));
  }

  @Test
  void doesNotTrustASocketADirectoryOrASymlinkOfAnotherUser() throws Exception {
    var inner = Files.createDirectory(directory.resolve("directory"));
    var socket = Files.createFile(inner.resolve("socket"));
    var link = Files.createSymbolicLink(directory.resolve("link"), socket);
    assumeTrue(canGiveAway(link), "only root can give files away");

    assertThat(search(link).ignored()).hasSize(1);
    assertThat(search(socket).trusted()).containsExactly(socket);
    give(socket);
    assertThat(search(socket).trusted()).isEmpty();
    give(inner);
    assertThat(search(socket).ignored().getFirst().reason()).isEqualTo("user 12345 owns " + inner);
  }

  @Test
  void trustsASocketOfThisUserToWhichAllCanConnect() throws Exception {
    var socket = directory.resolve("socket");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwxrwxrwx"));
      assertThat(search(socket).only()).hasValue(socket);
    }
  }

  @Test
  void ignoresASymlinkLoop() throws Exception {
    var one = directory.resolve("one");
    Files.createSymbolicLink(one, Files.createSymbolicLink(directory.resolve("two"), one));
    assertThat(search(one).trusted()).isEmpty();
  }

  @Test
  void socketInAnUnreadableDirectoryIsNotReportedAsMissing() throws Exception {
    var closed = Files.createDirectory(directory.resolve("closed"));
    Files.createDirectory(closed.resolve("in"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(closed.resolve("in")), "root can read every directory");
    assertThat(search(Path.of("/no/such"), closed.resolve("in/socket")).closed()).hasValue(closed);
  }

  private DefaultSockets search(Path... paths) {
    return DefaultSockets.search(List.of(paths), ownership);
  }

  private static boolean canGiveAway(Path file) {
    try {
      give(file);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void give(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
  }
}
