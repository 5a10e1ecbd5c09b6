package io.spiffeaws.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Completion for fish, from version 3 on: a line for each command and option.
final class FishScript {
  private static final String FRAME =
      """
      # fish completion for PROGRAM, made by: PROGRAM completion fish

      # Where the line is in the tree of commands: its words, less options and their values.
      function FUNCTION_path
        set -l path
        set -l skip no
        for word in (commandline -opc)[2..-1]
          if test $skip = yes
            set skip no
            continue
          end
          switch $word
            case VALUED
              set skip yes
            case '-*'
              if test $word = --
                set path "$path COMMAND"
                break
              end
            case '*'
              set -l longer (string join ' ' $path $word)
              if contains -- $longer $FUNCTION_paths
                set path $longer
              else if contains -- "$path" $FUNCTION_programs
                set path "$path COMMAND"
                break
              end
          end
        end
        echo "$path"
      end

      function FUNCTION_at
        test (FUNCTION_path) = "$argv"
      end

      set -g FUNCTION_paths PATHS
      set -g FUNCTION_programs PROGRAMS

      complete -c PROGRAM -f
      LINES
      """;

  private final CommandWords top;

  FishScript(CommandWords top) {
    this.top = top;
  }

  String text() {
    return FRAME
        .replace("VALUED", valued())
        .replace("PATHS", paths(top.all()))
        .replace("PROGRAMS", paths(top.all().filter(CommandWords::runsProgram)))
        .replace("LINES", top.all().flatMap(this::lines).collect(Collectors.joining("\n")))
        .replace("FUNCTION", "__" + top.program().replace('-', '_'))
        .replace("PROGRAM", top.program());
  }

  private String valued() {
    return top.all()
        .flatMap(command -> command.options().stream())
        .filter(OptionWords::takesValue)
        .flatMap(option -> option.names().stream())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String paths(Stream<CommandWords> commands) {
    return commands
        .map(CommandWords::path)
        .filter(path -> !path.isEmpty())
        .map(FishScript::quoted)
        .collect(Collectors.joining(" "));
  }

  private Stream<String> lines(CommandWords command) {
    var here = "complete -c PROGRAM -n " + quoted("FUNCTION_at " + command.path()) + " ";
    var commands =
        command.children().stream()
            .map(child ->
                here + "-a " + quoted(child.name()) + " -d " + quoted(child.description()));
    var options = command.options().stream().map(option -> here + line(option));
    var arguments =
        command.arguments().stream().map(FishScript::candidates).filter(c -> !c.isEmpty());
    return Stream.of(
            commands,
            options,
            arguments.map(candidates -> here + candidates),
            command.runsProgram() ? program(command) : Stream.<String>empty())
        .flatMap(lines -> lines);
  }

  private static Stream<String> program(CommandWords command) {
    return Stream.of("", " COMMAND")
        .map(behind ->
            "complete -c PROGRAM -n "
                + quoted("FUNCTION_at " + command.path() + behind)
                + (behind.isEmpty() ? " -a '(__fish_complete_command)'" : " -F"));
  }

  private static String line(OptionWords option) {
    var names =
        option.names().stream()
            .map(name ->
                name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
            .collect(Collectors.joining(" "));
    var value =
        switch (option.value()) {
          case Value.None _ -> List.<String>of();
          case Value.Text _ -> List.of("-x");
          case Value.OneOf _ -> List.of("-x", candidates(option.value()));
          case Value.FilePath _ -> List.of("-r", candidates(option.value()));
        };
    return Stream.of(
            Stream.of(names), value.stream(), Stream.of("-d " + quoted(option.description())))
        .flatMap(part -> part)
        .collect(Collectors.joining(" "));
  }

  private static String candidates(Value value) {
    return switch (value) {
      case Value.OneOf(var words) -> "-a " + quoted(String.join(" ", words));
      case Value.FilePath _ -> "-F";
      case Value.None _, Value.Text _ -> "";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
