package io.spiffeaws.sandbox;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.problem.TypedCommand;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An interactive shell whose prompt begins with `(sandbox) `, so that its user does not confuse it
/// with other shells.
///
/// The user's own start-up files are read as usual, and not written. The prompt is marked before
/// each command, since those files may set it then. Bash, zsh and fish are supported; the prompt of
/// other programs is not changed.
///
/// @param command the command that starts the shell
/// @param environment the variables of the shell
public record MarkedShell(List<String> command, Map<String, String> environment) {
  private static final String BASH =
      """
      [ -f ~/.bashrc ] && . ~/.bashrc
      _spiffe_aws_prompt() { case $PS1 in '(sandbox) '*) ;; *) PS1="(sandbox) $PS1" ;; esac; }
      PROMPT_COMMAND="${PROMPT_COMMAND:+$PROMPT_COMMAND
      }_spiffe_aws_prompt"
      """;
  private static final String ZSH =
      """
      [[ -f ${ZDOTDIR:-$HOME}/.zshenv ]] && . ${ZDOTDIR:-$HOME}/.zshenv
      _spiffe_aws_prompt() { [[ $PROMPT == '(sandbox) '* ]] || PROMPT="(sandbox) $PROMPT" }
      precmd_functions+=(_spiffe_aws_prompt)
      """;
  private static final String FISH =
      "functions --copy fish_prompt _spiffe_aws_prompt;"
          + " function fish_prompt; echo -n '(sandbox) '; _spiffe_aws_prompt; end";

  public MarkedShell {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// Marks the prompt if the command is a shell without arguments.
  ///
  /// @param directory for start-up files; the sandbox deletes it
  public static MarkedShell of(
      List<String> command, Map<String, String> environment, Path directory) {
    if (command.size() != 1) {
      return new MarkedShell(command, environment);
    }
    return switch (command.getFirst().replaceFirst(".*/", "")) {
      case "bash" -> {
        var file = written(directory.resolve("bashrc"), BASH);
        yield new MarkedShell(with(command, "--rcfile", file.toString()), environment);
      }
      case "zsh" -> zsh(command, environment, directory);
      case "fish" -> new MarkedShell(with(command, "--init-command", FISH), environment);
      default -> new MarkedShell(command, environment);
    };
  }

  /// Zsh reads `.zshenv` of the directory in ZDOTDIR. That file restores the variable, so that all
  /// other files are the user's.
  private static MarkedShell zsh(
      List<String> command, Map<String, String> environment, Path directory) {
    var own = environment.get("ZDOTDIR");
    var restored = own == null ? "unset ZDOTDIR\n" : "ZDOTDIR=" + TypedCommand.word(own) + "\n";
    written(directory.resolve(".zshenv"), restored + ZSH);
    var changed = new TreeMap<>(environment);
    changed.put("ZDOTDIR", directory.toString());
    return new MarkedShell(command, changed);
  }

  private static List<String> with(List<String> command, String... more) {
    var words = new ArrayList<>(command);
    words.addAll(List.of(more));
    return words;
  }

  private static Path written(Path file, String text) {
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    return file;
  }
}
