package io.spiffeaws.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.spiffeaws.file.LockFile;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileFileTest {
  @TempDir private Path directory;
  private final LockFile locks =
      new LockFile(wait -> LockSupport.parkNanos(wait.toNanos()), Duration.ofSeconds(60));

  @Test
  void createsDirectoryAndFileForTheirOwnerAlone() throws IOException {
    var aws = directory.resolve("home/.aws");
    var path = aws.resolve("credentials");

    set(file(SharedFile.CREDENTIALS, path), "app", "k", "v");

    assertThat(path).hasContent("[app]\nk = v\n");
    assertThat(mode(path)).isEqualTo("rw-------");
    assertThat(mode(aws)).isEqualTo("rwx------");
  }

  @Test
  void restrictsTheModeOfACredentialsFileAndNotOfAConfigFile() throws IOException {
    for (var kind : SharedFile.values()) {
      var path = Files.writeString(directory.resolve(kind.name()), "[other]\n");
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
      set(file(kind, path), "app", "k", "v");
    }

    assertThat(mode(directory.resolve("CREDENTIALS"))).isEqualTo("rw-------");
    assertThat(mode(directory.resolve("CONFIG"))).isEqualTo("rw-r--r--");
  }

  @Test
  void symlinkIsPreserved() throws IOException {
    var real = Files.createDirectory(directory.resolve("dotfiles")).resolve("credentials");
    Files.createSymbolicLink(directory.resolve("between"), Path.of("dotfiles/credentials"));
    var link = Files.createSymbolicLink(directory.resolve("credentials"), Path.of("between"));

    set(file(SharedFile.CREDENTIALS, link), "app", "k", "v"); // the file does not exist yet
    set(file(SharedFile.CREDENTIALS, link), "app", "k", "w");

    assertThat(link).isSymbolicLink();
    assertThat(directory.resolve("between")).isSymbolicLink();
    assertThat(real).hasContent("[app]\nk = w\n").isRegularFile();
  }

  @Test
  void charactersBeyondAsciiAreNotChanged() throws IOException {
    var path = directory.resolve("credentials");
    Files.writeString(path, "[b]\nx=\u00e9\u0000\u20ac\n");

    set(file(SharedFile.CREDENTIALS, path), "app", "k", "\u00e4");

    assertThat(Files.readString(path))
        .isEqualTo("[b]\nx=\u00e9\u0000\u20ac\n\n[app]\nk = \u00e4\n");
  }

  static Stream<Arguments> filesThatTheSdksCannotRead() {
    return Stream.of(
        arguments("[a]\nx = 1\nx = 2\n", 3, "the setting x appears twice"),
        arguments("[a]\nx = 1\n[b]\n[a]\n", 4, "the section [a] appears twice"),
        arguments("x = 1\n[a]\n", 1, "expected a section"),
        arguments("[a]\nsecret word\n", 2, "expected NAME = VALUE"),
        arguments("[a\nx = 1\n", 1, "expected ]"),
        arguments("\ufeff[a]\nx = 1\n", 1, "byte order mark"));
  }

  @ParameterizedTest
  @MethodSource("filesThatTheSdksCannotRead")
  void fileThatTheSdksRejectIsNotWritten(String text, int line, String why) throws IOException {
    var path = Files.writeString(directory.resolve("credentials"), text);

    assertThatThrownBy(() -> set(file(SharedFile.CREDENTIALS, path), "app", "k", "v"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(path + " line " + line + ": ")
        .hasMessageContaining(why)
        .message()
        .doesNotContain("secret");
    assertThat(path).hasContent(text);
  }

  @Test
  void fileThatIsNotUtf8IsNotWritten() throws IOException {
    var path = directory.resolve("credentials");
    byte[] noise = {'[', 'b', ']', '\n', 'x', '=', (byte) 0xff, (byte) 0xc3, '\n'};
    Files.write(path, noise);

    assertThatThrownBy(() -> set(file(SharedFile.CREDENTIALS, path), "app", "k", "v"))
        .hasMessageContaining("line 2: expected UTF-8");
    assertThat(Files.readAllBytes(path)).isEqualTo(noise);
  }

  @Test
  void writesNothingWithoutAChangeOrInADryRun() throws IOException {
    var path = Files.writeString(directory.resolve("credentials"), "[app]\nk = v\n");
    var file = file(SharedFile.CREDENTIALS, path);
    var written = Files.getLastModifiedTime(path);
    var key = Files.readAttributes(path, "unix:ino");

    set(file, "app", "k", "v");
    assertThat(file.edit(edit(file, "app", "k", "w"), true).changed()).isTrue();

    assertThat(path).hasContent("[app]\nk = v\n");
    assertThat(Files.getLastModifiedTime(path)).isEqualTo(written);
    assertThat(Files.readAttributes(path, "unix:ino")).isEqualTo(key);
  }

  @Test
  void rejectsAProfileThatAppearsTwice() throws IOException {
    var path = Files.writeString(directory.resolve("c"), "[profile default]\n[b]\n[default]\n");

    assertThat(
            catchThrowableOfType(
                    ProblemException.class,
                    () -> set(file(SharedFile.CONFIG, path), "default", "k", "v"))
                .problem()
                .code())
        .isEqualTo("profile-twice");
    assertThat(path).hasContent("[profile default]\n[b]\n[default]\n");
  }

  @Test
  void concurrentWritersLoseNothing() throws Exception {
    var path = directory.resolve("credentials");
    var writers =
        IntStream.range(0, 16)
            .mapToObj(number ->
                Thread.ofPlatform()
                    .start(() -> {
                      for (var round = 0; round < 4; round++) {
                        set(file(SharedFile.CREDENTIALS, path), "p" + number, "k", "v" + round);
                      }
                    }))
            .toList();
    for (var writer : writers) {
      writer.join();
    }

    var text = file(SharedFile.CREDENTIALS, path).read();
    for (var number = 0; number < 16; number++) {
      assertThat(text.settings(("p" + number)::equals)).isEqualTo(Map.of("k", "v3"));
    }
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("credentials", ".credentials.lock");
  }

  @Test
  void recognizesTheSectionsThatSdksRecognize() {
    var app = new ProfileName("app");
    for (var section :
        List.of("profile app", "profile  app", "profile \"app\"", "profile\t'app'")) {
      assertThat(SharedFile.CONFIG.names(section, app)).as(section).isTrue();
    }
    for (var section :
        List.of("app", "profileapp", "profile \"app'", "sso-session app", "default")) {
      assertThat(SharedFile.CONFIG.names(section, app)).as(section).isFalse();
    }
    assertThat(SharedFile.CREDENTIALS.names("profile app", app)).isFalse();
    assertThat(SharedFile.CONFIG.section(new ProfileName("default"))).isEqualTo("default");
  }

  @Test
  void findsTheFilesLikeTheSdks() {
    var home = Map.of("HOME", "/home/me");
    assertThat(SharedFile.CONFIG.path(home, directory)).hasToString("/home/me/.aws/config");
    assertThat(
            SharedFile.CREDENTIALS.path(
                Map.of("HOME", "/h", "AWS_SHARED_CREDENTIALS_FILE", "~/c"), directory))
        .hasToString("/h/c");
    assertThat(SharedFile.CONFIG.path(Map.of("AWS_CONFIG_FILE", "c"), directory))
        .isEqualTo(directory.resolve("c"));
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> SharedFile.CONFIG.path(Map.of(), directory))
                .problem()
                .code())
        .isEqualTo("no-home");
  }

  private ProfileFile file(SharedFile kind, Path path) {
    return new ProfileFile(kind, path, locks);
  }

  private static ProfileEdit edit(ProfileFile file, String profile, String name, String value) {
    return new ProfileEdit(
        file, new ProfileName(profile), List.of(ProfileSetting.of(name, value)), List.of());
  }

  private static void set(ProfileFile file, String profile, String name, String value) {
    file.edit(edit(file, profile, name, value), false);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
