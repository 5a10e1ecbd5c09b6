package io.spiffeaws.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests the launcher: it finds its own directory and a Java 25, and restores the environment of
/// the programs that spiffe-aws starts.
class LauncherIT {
  private static final Path DISTRIBUTION =
      Path.of("../cli/target/spiffe-aws").toAbsolutePath().normalize();
  private static final Path LAUNCHER = DISTRIBUTION.resolve("bin/spiffe-aws");

  @TempDir Path directory;

  private Path noJava25;

  private record Ended(int code, String output, String errors) {}

  @BeforeEach
  void aJavaOfAnotherVersion() throws IOException {
    noJava25 = directory.resolve("jdk");
    Files.createDirectories(noJava25.resolve("bin"));
    program(noJava25.resolve("bin/java"), "echo the wrong Java >&2; exit 70");
    Files.writeString(noJava25.resolve("release"), "JAVA_VERSION=\"17.0.12\"\n");
  }

  @Test
  void aJavaHomeOfAnotherVersionIsSkipped() throws Exception {
    isStarted(run(LAUNCHER, Map.of("JAVA_HOME", noJava25.toString()), "--version"));
  }

  @Test
  void anOlderJavaOnThePathIsSkipped() throws Exception {
    var path = noJava25.resolve("bin") + File.pathSeparator + System.getenv("PATH");
    isStarted(run(LAUNCHER, Map.of("PATH", path), "--version"));
  }

  @Test
  void aSpecifiedJavaIsUsedRegardlessOfItsVersion() throws Exception {
    for (var name : List.of(noJava25, noJava25.resolve("bin/java"))) {
      var ended = run(LAUNCHER, Map.of("SPIFFE_AWS_JAVA", name.toString()), "--version");
      assertThat(ended).isEqualTo(new Ended(70, "", "the wrong Java\n"));
    }
  }

  @Test
  void aSpecifiedJavaThatDoesNotExistIsAnError() throws Exception {
    var ended = run(LAUNCHER, Map.of("SPIFFE_AWS_JAVA", directory + "/none"), "--version");
    assertThat(ended)
        .isEqualTo(
            new Ended(
                1,
                "",
                "spiffe-aws: error: SPIFFE_AWS_JAVA is \""
                    + directory
                    + "/none\", which is not an executable java\n"));
  }

  @Test
  void itResolvesLinksAndSupportsSpacesInItsPath() throws Exception {
    var linked = Files.createSymbolicLink(directory.resolve("a directory"), DISTRIBUTION);
    var absolute =
        Files.createSymbolicLink(directory.resolve("first"), linked.resolve("bin/spiffe-aws"));
    var relative = Files.createSymbolicLink(directory.resolve("second"), Path.of("first"));
    for (var launcher : List.of(linked.resolve("bin/spiffe-aws"), absolute, relative)) {
      isStarted(run(launcher, Map.of(), "--version"));
    }
  }

  @Test
  void itCanBeStartedByALinkOnThePath() throws Exception {
    Files.createSymbolicLink(directory.resolve("spiffe-aws"), LAUNCHER);
    var path = directory + File.pathSeparator + System.getenv("PATH");
    isStarted(run(Path.of("/bin/sh"), Map.of("PATH", path), "-c", "cd / && spiffe-aws --version"));
  }

  @Test
  void variablesOfTheJvmAreRestoredForChildPrograms() throws Exception {
    var variables =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-Dkept=1 -Dtwo=2",
            "JDK_JAVA_OPTIONS", "-Dkept=2",
            "_JAVA_OPTIONS", "-Dkept=3",
            "LC_ALL", "C");
    var shown =
        variables.keySet().stream()
            .sorted()
            .map(name -> name + "=$" + name)
            .collect(Collectors.joining(";"));
    var ended =
        run(
            LAUNCHER,
            variables,
            Stream.of("sandbox", "run", "--", "sh", "-c", "echo \"" + shown + "\""));
    var expected =
        variables.keySet().stream()
            .sorted()
            .map(name -> name + "=" + variables.get(name))
            .collect(Collectors.joining(";", "", "\n"));
    assertThat(ended).isEqualTo(new Ended(0, expected, ""));
  }

  @Test
  void optionsArePassedToItsOwnJvm() throws Exception {
    var options = Map.of("SPIFFE_AWS_JAVA_OPTIONS", "-XX:NoSuchOption=1");
    assertThat(run(LAUNCHER, options, "--version").code()).isEqualTo(1);
  }

  @Test
  void theHeapLimitOfAServiceCanBeRaised() throws Exception {
    var java = directory.resolve("java");
    program(java, "echo \"$@\"");
    var variables = Map.of("SPIFFE_AWS_JAVA", java.toString(), "SPIFFE_AWS_JAVA_OPTIONS", "-Xmx1g");
    assertThat(run(LAUNCHER, variables, "creds", "serve").output())
        .contains(" -Xmx128m -Xmx1g -cp ");
    assertThat(run(LAUNCHER, variables, "creds", "exec", "--", "serve").output())
        .doesNotContain("-Xmx128m");
  }

  private static void isStarted(Ended ended) {
    assertThat(ended.errors()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.output()).startsWith("spiffe-aws ");
  }

  private Ended run(Path program, Map<String, String> variables, String... words)
      throws IOException, InterruptedException {
    return run(program, variables, Stream.of(words));
  }

  private Ended run(Path program, Map<String, String> variables, Stream<String> words)
      throws IOException, InterruptedException {
    var output = directory.resolve("output");
    var errors = directory.resolve("errors");
    var builder =
        new ProcessBuilder(Stream.concat(Stream.of(program.toString()), words).toList())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(variables);
    var process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(program + " did not exit within a minute");
    }
    return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
