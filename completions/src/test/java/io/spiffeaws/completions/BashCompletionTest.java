package io.spiffeaws.completions;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.SpiffeAws;
import io.spiffeaws.cli.completion.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The script in a real bash, word by word as bash hands them over.
class BashCompletionTest {
  /// Asks for what the last argument could be; the words before it are the line so far.
  private static final String ASK =
      """
      source "$1"
      shift
      COMP_WORDS=("$@")
      COMP_CWORD=$(($# - 1))
      _spiffe_aws
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  @TempDir private Path directory;
  private Path script;

  @BeforeEach
  void write() throws IOException {
    script = directory.resolve("spiffe-aws.bash");
    var top = Application.commandLine(new SpiffeAws()).getCommandSpec();
    Files.writeString(script, Shell.bash.script(top));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          compl                          | completion
          completion ba                  | bash
          -o j                           | json
          --output js                    | json
          --output = j                   | json
          completion --color n           | never
          completion --col               | --color
          -o json completion z           | zsh
          completion bash --vers         |
          --timeout completion --vers    | --version
          """)
  void completes(String line, String expected) throws Exception {
    assertThat(complete(line.split(" ", -1))).containsExactlyElementsOf(words(expected));
  }

  @Test
  void offersAllValuesIfTheEqualsSignIsTheLastWord() throws Exception {
    assertThat(complete("--output", "=")).containsExactly("text", "wide", "json", "yaml");
  }

  @Test
  void offersAllCommandsIfNothingIsTyped() throws Exception {
    assertThat(complete("")).contains("completion");
  }

  private static List<String> words(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split(" ", -1));
  }

  private List<String> complete(String... line) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of("bash", "--norc", "-c", ASK, "bash", script.toString(), "spiffe-aws"));
    command.addAll(List.of(line));
    var bash = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    return answer.lines().filter(word -> !word.isEmpty()).toList();
  }
}
