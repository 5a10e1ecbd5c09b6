package io.spiffeaws.docs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What is written about one command, before it has a form.
///
/// @param command its words, `spiffe-aws trust add-sub`
/// @param text its description, line by line; an empty line parts paragraphs, an indented one is an
///   example to be shown as it is
/// @param options its own; those that every command has stand on the top page alone
/// @param commands the commands below it
/// @param appendix more sections by heading, on the top page
/// @param parent the command above it; empty for the top
record Page(
    String command,
    String synopsis,
    List<String> text,
    List<Entry> arguments,
    List<Entry> options,
    List<Entry> commands,
    Map<String, List<Entry>> appendix,
    String parent) {

  /// A term and what is said of it.
  record Entry(String term, List<String> text) {}

  /// The file's name, less its ending.
  String name() {
    return fileName(command);
  }

  static String fileName(String command) {
    return command.replace(' ', '-');
  }

  /// The first line of the description, less its full stop.
  String summary() {
    return text.getFirst().replaceFirst("\\.$", "");
  }

  /// A page for a command and each below it, in the order of help.
  static Stream<Page> all(CommandSpec top) {
    return specs(top).map(spec -> of(spec, top));
  }

  private static Stream<CommandSpec> specs(CommandSpec spec) {
    return Stream.concat(Stream.of(spec), visible(spec).flatMap(Page::specs));
  }

  private static Stream<CommandSpec> visible(CommandSpec spec) {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(child -> !child.usageMessage().hidden());
  }

  private static Page of(CommandSpec spec, CommandSpec top) {
    var parent = spec.parent();
    return new Page(
        spec.qualifiedName(),
        spec.usageMessage().customSynopsis()[0],
        text(spec),
        spec.positionalParameters().stream()
            .filter(argument -> !argument.hidden())
            .map(argument -> new Entry(synopsis(argument), plain(argument.description())))
            .toList(),
        spec.options().stream()
            .filter(option -> !option.hidden() && !option.inherited())
            .map(option -> new Entry(term(option), plain(option.description())))
            .toList(),
        visible(spec)
            .map(child -> new Entry(child.qualifiedName(), text(child).subList(0, 1)))
            .toList(),
        parent == null ? Appendix.of(specs(top).toList()) : Map.of(),
        parent == null ? "" : parent.qualifiedName());
  }

  private static List<String> text(CommandSpec spec) {
    var lines = new ArrayList<>(plain(spec.usageMessage().description()));
    var footer = plain(spec.usageMessage().footer());
    if (!footer.isEmpty()) {
      lines.add("");
      lines.addAll(footer);
    }
    return lines.isEmpty() ? List.of("") : lines;
  }

  private static String synopsis(ArgSpec argument) {
    var label = argument.paramLabel() + (argument.isMultiValue() ? "..." : "");
    return argument.required() ? label : "[" + label + "]";
  }

  private static String term(OptionSpec option) {
    var names = String.join(", ", option.names());
    var repeats = option.isMultiValue() ? " ..." : "";
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel() + repeats;
  }

  /// As help shows it without colour: picocli formats each line, and knows a markup.
  static List<String> plain(String[] description) {
    return Arrays.stream(description)
        .map(line -> Ansi.OFF.string(String.format(line)))
        .flatMap(line -> line.isEmpty() ? Stream.of("") : line.lines())
        .toList();
  }
}
