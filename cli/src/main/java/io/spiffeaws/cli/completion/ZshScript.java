package io.spiffeaws.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Completion for zsh: a function for each command, in the form that `_arguments` reads
/// (zshcompsys(1)).
final class ZshScript {
  private static final String FRAME =
      """
      #compdef PROGRAM
      # zsh completion for PROGRAM, made by: PROGRAM completion zsh

      FUNCTIONS
      if [ "$funcstack[1]" = "_PROGRAM" ]; then
        _PROGRAM "$@"
      else
        compdef _PROGRAM PROGRAM
      fi
      """;

  private static final String LEAF =
      """
      FUNCTION() {
        _arguments -s -S \\
      SPECS
      }
      """;

  /// No option is completed after the program's name, and its arguments are completed as its own
  /// (zshcompsys(1), `-A` and `*::`).
  private static final String PROGRAM =
      """
      FUNCTION() {
        _arguments -s -S -A '-*' \\
      SPECS \\
          '(-)1:command:_command_names -e' \\
          '*::argument:_normal'
      }
      """;

  /// `_arguments` has put the words from the command's name on into `line`; the name is put back in
  /// front, so that the function of that command sees a line of its own.
  private static final String GROUP =
      """
      FUNCTION() {
        local curcontext=$curcontext context state state_descr line
        typeset -A opt_args
        _arguments -s -S -C \\
      SPECS \\
          ': :->command' \\
          '*::: :->argument' && return
        case $state in
          command)
            local -a commands=(
      NAMES
            )
            _describe -t commands command commands
            ;;
          argument)
            words=($line[1] "${words[@]}")
            ((CURRENT += 1))
            case $line[1] in
      CALLS
            esac
            ;;
        esac
      }
      """;

  private final CommandWords top;

  ZshScript(CommandWords top) {
    this.top = top;
  }

  String text() {
    return FRAME
        .replace("FUNCTIONS", top.all().map(ZshScript::function).collect(Collectors.joining("\n")))
        .replace("PROGRAM", top.program());
  }

  private static String function(CommandWords command) {
    return form(command)
        .replace("SPECS", specs(command))
        .replace(
            "NAMES", lines(command, 8, child -> quoted(child.name() + ":" + child.description())))
        .replace(
            "CALLS", lines(command, 8, child -> child.name() + ") " + functionName(child) + " ;;"))
        .replace("FUNCTION", functionName(command));
  }

  private static String form(CommandWords command) {
    if (command.runsProgram()) {
      return PROGRAM;
    }
    return command.children().isEmpty() ? LEAF : GROUP;
  }

  private static String lines(
      CommandWords command, int indent, java.util.function.Function<CommandWords, String> line) {
    return command.children().stream()
        .map(child -> " ".repeat(indent) + line.apply(child))
        .collect(Collectors.joining("\n"));
  }

  private static String functionName(CommandWords command) {
    return ("_" + command.program() + " " + command.path()).strip().replace(' ', '-');
  }

  private static String specs(CommandWords command) {
    var specs = new ArrayList<String>();
    command.options().forEach(option -> specs.addAll(specs(option)));
    if (command.children().isEmpty() && !command.runsProgram()) {
      command.arguments().forEach(value -> specs.add(quoted("*:argument:" + action(value))));
    }
    return specs.stream().map(spec -> "    " + spec).collect(Collectors.joining(" \\\n"));
  }

  /// A spec for each name; each name but that of a repeating option excludes itself and the others.
  private static List<String> specs(OptionWords option) {
    var prefix = option.repeats() ? "*" : "(" + String.join(" ", option.names()) + ")";
    return option.names().stream()
        .map(name -> quoted(prefix + name + assignment(name, option) + menu(option)))
        .toList();
  }

  /// How name and value stand together: `--name=value` or apart, `-nvalue` or apart.
  private static String assignment(String name, OptionWords option) {
    return !option.takesValue() ? "" : name.startsWith("--") ? "=" : "+";
  }

  private static String menu(OptionWords option) {
    var description = "[" + option.description().replaceAll("([\\[\\]\\\\])", "\\\\$1") + "]";
    return option.takesValue()
        ? description + ":" + option.label().replace(":", "\\:") + ":" + action(option.value())
        : description;
  }

  private static String action(Value value) {
    return switch (value) {
      case Value.OneOf(var words) -> "(" + String.join(" ", words) + ")";
      case Value.FilePath _ -> "_files";
      case Value.None _, Value.Text _ -> " ";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
