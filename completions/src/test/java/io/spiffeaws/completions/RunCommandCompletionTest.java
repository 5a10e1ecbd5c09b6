package io.spiffeaws.completions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.SpiffeAws;
import io.spiffeaws.cli.completion.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Completion of the command that `creds exec` and others run, in real shells: it is completed by
/// its own rules. Skipped for a shell that is not installed.
@Timeout(60)
class RunCommandCompletionTest {
  /// Prints the candidates for the line, without descriptions.
  private static final String FISH =
      """
      source $argv[1]
      complete -c a-tool -l fancy -x -a 'one two'
      complete -C "$argv[2]" | cut -f 1
      """;

  /// Types the line and a tab into an interactive zsh, and prints the line after that.
  private static final String ZSH =
      """
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1= fpath=(${1:h} \\$fpath); autoload -Uz compinit; compinit -u -D
      _a-tool() { _arguments '--fancy=[]:kind:(one)' }; compdef _a-tool a-tool
      show() { print -rn -- \\"\\$BUFFER\\" > $1.line; exit }; zle -N show; bindkey '^Xb' show
      print ready-\\$((1 + 1))"
      zpty -r -m shell seen '*ready-2*'
      zpty -n -w shell "$2"$'\\t\\x18b'
      while zpty -r shell seen; do :; done
      cat $1.line
      """;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "spiffe-aws creds exec -- a-tool --fa, --fancy",
    "spiffe-aws creds exec --role R a-tool --fa, --fancy",
    "spiffe-aws creds exec --refresh -- a-tool --fancy o, one",
    "spiffe-aws creds exec -- mkfif, mkfifo",
    "spiffe-aws creds exec mkfif, mkfifo",
    "spiffe-aws -o json sandbox run -- a-tool --fa, --fancy",
    "spiffe-aws creds exec --refr, --refresh"
  })
  void fishCompletesTheCommandByItsOwnRules(String line, String expected) throws Exception {
    assertThat(run(Shell.fish, "spiffe-aws.fish", FISH, line).lines().distinct())
        .containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "spiffe-aws creds exec -- a-tool --fa, spiffe-aws creds exec -- a-tool --fancy=",
    "spiffe-aws creds exec --role R a-tool --fa, spiffe-aws creds exec --role R a-tool --fancy=",
    "spiffe-aws creds exec -- mkfif, 'spiffe-aws creds exec -- mkfifo '",
    "spiffe-aws -o json sandbox run -- a-tool --fa, spiffe-aws -o json sandbox run -- a-tool --fancy="
  })
  void zshCompletesTheCommandByItsOwnRules(String line, String expected) throws Exception {
    assertThat(run(Shell.zsh, "_spiffe-aws", ZSH, line)).isEqualTo(expected);
  }

  private String run(Shell shell, String name, String ask, String line)
      throws IOException, InterruptedException {
    assumeThat(ShellSyntaxTest.installedShells()).contains(shell);
    var top = Application.commandLine(new SpiffeAws()).getCommandSpec();
    var script = Files.writeString(directory.resolve(name), shell.script(top));
    var asking = Files.writeString(directory.resolve("ask"), ask);
    var start =
        new ProcessBuilder(
            List.of(
                shell.name(),
                shell == Shell.fish ? "--no-config" : "-f",
                asking.toString(),
                script.toString(),
                line));
    start.environment().put("HOME", directory.toString());
    var process = start.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return answer;
  }
}
