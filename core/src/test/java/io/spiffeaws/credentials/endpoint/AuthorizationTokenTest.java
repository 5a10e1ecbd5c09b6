package io.spiffeaws.credentials.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTokenTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("token");
  }

  @Test
  void missingFileIsCreatedForItsUserAndReused() throws IOException {
    var made = token(1);
    assertThat(mode()).isEqualTo("rw-------");
    assertThat(file).hasContent(made.reveal());
    assertThat(token(2)).isEqualTo(made);
  }

  @Test
  void emptyFileIsFilledInPlaceAndKeepsItsMode() throws IOException {
    make("", "rw-r-----");
    var inode = Files.getAttribute(file, "unix:ino");
    var made = token(1);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
    assertThat(mode()).isEqualTo("rw-r-----");
    assertThat(file).hasContent(made.reveal());
    assertThat(token(2)).isEqualTo(made);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", TOKEN})
  void rejectsAFileWithPermissionsForOthersWithoutChangingIt(String content) throws IOException {
    make(content, "rw-r--r--");
    assertThat(refusal().code()).isEqualTo("authorization-token-for-everyone");
    assertThat(file).hasContent(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", TOKEN})
  void rejectsAFileOfAnotherUserWithoutChangingIt(String content) throws IOException {
    make(content, "rw-rw----");
    Assumptions.assumeTrue(
        Files.getAttribute(file, "unix:uid").equals(0), "only root can give a file away");
    Files.setAttribute(file, "unix:uid", 12345);
    assertThat(refusal().code()).isEqualTo("authorization-token-of-another");
    assertThat(file).hasContent(content);
  }

  @Test
  void rejectsASymlinkOfAnotherUserAndFollowsOneOfThisUser() throws IOException {
    var target = Files.writeString(directory.resolve("target"), TOKEN);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(file, target);
    assertThat(token(1)).isEqualTo(Secret.of(TOKEN));
    Assumptions.assumeTrue(
        Files.getAttribute(target, "unix:uid").equals(0), "only root can give a link away");
    Files.setAttribute(file, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
    assertThat(refusal().message())
        .isEqualTo("the token file " + file + " is not trusted: user 12345 owns " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", " ", "\n\n"})
  void rejectsTrailingWhiteSpaceWithTheCommandThatRemovesIt(String end) throws IOException {
    make(TOKEN + end, "rw-------");
    assertThat(refusal().message()).contains("white space");
    assertThat(refusal().hint()).isEqualTo("to remove it, run: truncate -s 32 " + file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", " " + TOKEN, TOKEN + " " + TOKEN, TOKEN + "\u00e9"})
  void rejectsAnInvalidToken(String content) throws IOException {
    make(content, "rw-------");
    assertThat(refusal().message()).contains("no token in");
  }

  private void make(String content, String mode) throws IOException {
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private Secret token(int seed) {
    return AuthorizationToken.of(file, new SplittableRandom(seed));
  }

  private Problem refusal() {
    return catchThrowableOfType(ProblemException.class, () -> token(1)).problem();
  }

  private String mode() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
