package io.spiffeaws.cli.completion;

import io.spiffeaws.cli.CommandText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// A command, as completion needs it.
///
/// @param path its words without the program's name: `trust add-sub`; empty for the top
/// @param description one line
/// @param arguments the values of its positional arguments
/// @param runsProgram whether the first argument is a program and ends the options
record CommandWords(
    String program,
    String path,
    String name,
    String description,
    List<CommandWords> children,
    List<OptionWords> options,
    List<Value> arguments,
    boolean runsProgram) {

  static CommandWords of(CommandSpec spec) {
    return of(spec, spec.name(), "");
  }

  private static CommandWords of(CommandSpec spec, String program, String path) {
    return new CommandWords(
        program,
        path,
        spec.name(),
        CommandText.summary(spec),
        spec.subcommands().entrySet().stream()
            .filter(child -> !child.getValue().getCommandSpec().usageMessage().hidden())
            .map(child -> child(child, program, path))
            .toList(),
        spec.options().stream().filter(option -> !option.hidden()).map(OptionWords::of).toList(),
        spec.positionalParameters().stream()
            .filter(argument -> !argument.hidden())
            .map(Value::of)
            .toList(),
        spec.parser().stopAtPositional());
  }

  private static CommandWords child(
      Map.Entry<String, CommandLine> child, String program, String path) {
    return of(child.getValue().getCommandSpec(), program, (path + " " + child.getKey()).strip());
  }

  /// This command and all below it, in the order of help.
  Stream<CommandWords> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(CommandWords::all));
  }

  /// The values that are one of some words, or a file. The key is the option's name if it has the
  /// same value in all commands; else path and name, `trust add-sub:--sub`.
  Map<String, Value> knownValues(String separator) {
    var known = new LinkedHashMap<String, Value>();
    all()
        .forEach(command ->
            command
                .options()
                .forEach(option ->
                    option
                        .names()
                        .forEach(name -> {
                          var everywhere = means(name, option.value());
                          known.put(
                              (everywhere ? "*" : command.path()) + separator + name,
                              option.value());
                        })));
    known.values().removeIf(value -> value instanceof Value.None || value instanceof Value.Text);
    return known;
  }

  private boolean means(String name, Value value) {
    return all()
        .flatMap(command -> command.options().stream())
        .filter(option -> option.names().contains(name))
        .allMatch(option -> option.value().equals(value));
  }
}
