package io.spiffeaws.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTest {
  @TempDir Path directory;

  @BeforeEach
  void files() throws Exception {
    Files.createDirectories(directory.resolve("a/tool"));
    Files.createDirectories(directory.resolve("b"));
    file("b/tool", "rwxr-xr-x");
    file("b/text", "rw-r--r--");
  }

  @ParameterizedTest
  @CsvSource({"tool, b/tool", "./b/tool, b/tool", "b/tool, b/tool"})
  void findsAProgramAsAShellDoes(String name, String found) {
    assertThat(find(name).normalize()).isEqualTo(directory.resolve(found));
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, 127",
    "b/nothing, 127",
    "'', 127",
    "text, 126",
    "b/text, 126",
    "a, 127",
    "./a, 126"
  })
  void failsWithTheExitCodeOfAShell(String name, int code) {
    assertThat(catchThrowableOfType(ProgramFailure.class, () -> find(name)).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0, 0",
    "exit 37, 37",
    "exit 255, 255",
    "kill -TERM $$, 143",
    "kill -KILL $$, 137"
  })
  void returnsTheExitCodeOfTheChildAsAShellDoes(String script, int code) {
    assertThat(run("", Map.of(), "/bin/sh", "-c", script).code()).isEqualTo(code);
  }

  @Test
  void childGetsTheStreamsAndOnlyTheGivenEnvironment() {
    var ended =
        run("in", Map.of("V", "x"), "/bin/sh", "-c", "cat; echo \" $V $HOME\"; echo words >&2");
    assertThat(ended.out()).isEqualTo("in x \n");
    assertThat(ended.err()).isEqualTo("words\n");
  }

  private record Ended(int code, String out, String err) {}

  private Ended run(String in, Map<String, String> environment, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var code =
        new ChildProcessRunner(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out, err)
            .run(new ProgramCall(Path.of(words[0]), List.of(words), environment, directory));
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Path find(String name) {
    return ProgramSearch.find(
        name, Map.of("PATH", directory.resolve("a") + ":" + directory.resolve("b")), directory);
  }

  private void file(String name, String mode) throws Exception {
    Files.createFile(directory.resolve(name));
    Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString(mode));
  }
}
