package io.spiffeaws.docs;

import io.spiffeaws.cli.ArgumentText;
import io.spiffeaws.cli.CommandText;
import io.spiffeaws.cli.OptionGroup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The content of the page about one command, independent of its format.
///
/// @param command its words, `spiffe-aws trust add-sub`
/// @param summary one line without a full stop
/// @param text the paragraphs of its description; one that begins with two blanks is preformatted
/// @param options its own, by the heading of their group; those that every command has are on the
///   top page only
/// @param commands the commands below it
/// @param examples lines as they are typed, with an empty line between two examples
/// @param appendix more sections by heading, on the top page
/// @param parent the command above it; empty for the top
record Page(
    String command,
    String synopsis,
    String summary,
    List<String> text,
    List<Entry> arguments,
    Map<String, List<Entry>> options,
    List<Entry> commands,
    List<String> examples,
    Map<String, List<Entry>> appendix,
    String parent) {

  /// A term and its explanation.
  record Entry(String term, String text) {}

  /// The file's name without its extension.
  String name() {
    return fileName(command);
  }

  static String fileName(String command) {
    return command.replace(' ', '-');
  }

  /// A page for a command and each below it, in the order of help.
  static Stream<Page> all(CommandSpec top) {
    return specs(top).map(spec -> of(spec, top));
  }

  private static Stream<CommandSpec> specs(CommandSpec spec) {
    return Stream.concat(Stream.of(spec), CommandText.children(spec).flatMap(Page::specs));
  }

  private static Page of(CommandSpec spec, CommandSpec top) {
    var parent = spec.parent();
    return new Page(
        spec.qualifiedName(),
        spec.usageMessage().customSynopsis()[0],
        CommandText.summary(spec),
        CommandText.paragraphs(spec),
        spec.positionalParameters().stream()
            .filter(argument -> !argument.hidden())
            .map(argument -> new Entry(ArgumentText.label(argument), ArgumentText.line(argument)))
            .toList(),
        options(spec),
        CommandText.children(spec)
            .map(child -> new Entry(child.qualifiedName(), CommandText.summary(child)))
            .toList(),
        CommandText.examples(spec),
        parent == null ? Appendix.of(specs(top).toList()) : Map.of(),
        parent == null ? "" : parent.qualifiedName());
  }

  private static Map<String, List<Entry>> options(CommandSpec spec) {
    var options = new LinkedHashMap<String, List<Entry>>();
    OptionGroup.of(spec)
        .forEach((group, members) -> {
          var own = members.stream().filter(option -> !option.inherited()).toList();
          if (!own.isEmpty()) {
            options.put(
                group.heading(),
                own.stream()
                    .map(option -> new Entry(term(option), ArgumentText.line(option)))
                    .toList());
          }
        });
    return options;
  }

  private static String term(OptionSpec option) {
    var names = ArgumentText.names(option);
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }
}
