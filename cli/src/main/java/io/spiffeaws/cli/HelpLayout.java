package io.spiffeaws.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The layout of help: synopsis, description, subcommands, arguments, options by group, examples.
/// Lines are broken at blanks only, so that identifiers, paths and host names stay whole.
final class HelpLayout {
  private static final int LONGEST_TERM = 34;
  private static final int NARROWEST_TEXT = 36;
  private static final int NARROWEST_PAGE = 40;
  private static final int INDENT_BELOW_TERM = 10;
  private static final int GAP = 2;

  private final ColorScheme colors;
  private final int columns;
  private final StringBuilder out = new StringBuilder();

  private HelpLayout(ColorScheme colors, int columns) {
    this.colors = colors;
    this.columns = columns;
  }

  /// Gives every command of the tree its synopsis.
  static void apply(CommandLine command) {
    var spec = command.getCommandSpec();
    spec.usageMessage().customSynopsis(synopsis(spec));
    command.getSubcommands().values().forEach(HelpLayout::apply);
  }

  /// The help of a command.
  ///
  /// @param columns the longest line, except for words and examples that are longer
  static String text(CommandLine command, Ansi ansi, int columns) {
    return new HelpLayout(Help.defaultColorScheme(ansi), Math.max(columns, NARROWEST_PAGE))
        .write(command.getCommandSpec());
  }

  private String write(CommandSpec spec) {
    wrap("Usage: ", words(spec.usageMessage().customSynopsis()[0]), "Usage: ".length());
    wrap("", words(CommandText.summary(spec)), 0);
    CommandText.paragraphs(spec).forEach(this::paragraph);
    rows(
        "Commands",
        CommandText.children(spec)
            .map(child -> new Row(child.name(), words(CommandText.summary(child))))
            .toList());
    var arguments =
        spec.positionalParameters().stream()
            .filter(argument -> !argument.hidden())
            .map(argument -> new Row(ArgumentText.label(argument), text(argument)))
            .toList();
    var groups = OptionGroup.of(spec);
    var options = groups.values().stream().flatMap(List::stream).map(HelpLayout::row).toList();
    var at = textColumn(Stream.of(arguments, options).flatMap(List::stream).toList());
    rows("Arguments", arguments, at);
    groups.forEach((group, members) ->
        rows(group.heading(), members.stream().map(HelpLayout::row).toList(), at));
    examples(CommandText.examples(spec));
    return out.toString();
  }

  private void paragraph(String text) {
    if (text.startsWith("  ")) {
      out.append(text).append('\n');
    } else {
      out.append('\n');
      wrap("", words(text), 0);
    }
  }

  /// A term, such as an option with its value, and the words about it.
  private record Row(String term, List<String> words) {}

  private static Row row(OptionSpec option) {
    var names = ArgumentText.names(option);
    var indent = names.startsWith("--") ? "    " : "";
    var value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    return new Row(indent + names + value, text(option));
  }

  private void rows(String heading, List<Row> rows) {
    rows(heading, rows, textColumn(rows));
  }

  private void rows(String heading, List<Row> rows, int at) {
    if (rows.isEmpty()) {
      return;
    }
    heading(heading);
    for (var row : rows) {
      out.append(" ".repeat(GAP)).append(colored(row.term()));
      var end = GAP + row.term().length();
      if (end + GAP > at) {
        out.append('\n');
        end = 0;
      }
      wrap(" ".repeat(at - end), at, row.words(), at);
    }
  }

  private String colored(String term) {
    return term.stripLeading().startsWith("-")
        ? colors.optionText(term).toString()
        : colors.commandText(term).toString();
  }

  private int textColumn(List<Row> rows) {
    var longest =
        rows.stream()
            .mapToInt(row -> row.term().length())
            .filter(length -> length <= LONGEST_TERM)
            .max()
            .orElse(0);
    var at = GAP + longest + GAP;
    return columns - at < NARROWEST_TEXT ? INDENT_BELOW_TERM : at;
  }

  private void examples(List<String> lines) {
    if (!lines.isEmpty()) {
      heading("Examples");
      lines.forEach(line -> out.append(line.isEmpty() ? "" : " ".repeat(GAP) + line).append('\n'));
    }
  }

  private void heading(String text) {
    out.append('\n').append(colors.commandText(text + ":")).append('\n');
  }

  private void wrap(String first, List<String> words, int indent) {
    wrap(first, first.length(), words, indent);
  }

  /// Writes words after the text that opens the first line; further lines are indented.
  private void wrap(String first, int begin, List<String> words, int indent) {
    out.append(first);
    var at = begin;
    var empty = true;
    for (var word : words) {
      if (!empty && at + 1 + word.length() > columns) {
        out.append('\n').append(" ".repeat(indent));
        at = indent;
        empty = true;
      }
      out.append(empty ? "" : " ").append(word);
      at += word.length() + (empty ? 0 : 1);
      empty = false;
    }
    out.append('\n');
  }

  /// The words about an argument. A bracket is one word if it is short.
  private static List<String> text(ArgSpec argument) {
    var words = new ArrayList<>(words(ArgumentText.phrase(argument)));
    for (var marker : ArgumentText.markers(argument)) {
      words.addAll(marker.length() < NARROWEST_TEXT ? List.of(marker) : words(marker));
    }
    return words;
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }

  private static String synopsis(CommandSpec spec) {
    var words = new ArrayList<String>();
    words.add(spec.qualifiedName());
    spec.options().stream()
        .filter(OptionSpec::required)
        .forEach(option ->
            words.add(option.longestName() + " " + option.paramLabel() + repeats(option)));
    words.add("[OPTION...]");
    if (!spec.subcommands().isEmpty()) {
      words.add("COMMAND");
    }
    spec.positionalParameters().stream()
        .filter(argument -> !argument.hidden())
        .map(argument -> endsOptions(spec) ? program(argument) : ArgumentText.label(argument))
        .forEach(words::add);
    return String.join(" ", words);
  }

  /// Whether all words after the first argument belong to a program that the command runs.
  private static boolean endsOptions(CommandSpec spec) {
    return spec.parser().stopAtPositional();
  }

  private static String program(ArgSpec argument) {
    var label = "[--] " + argument.paramLabel() + " [ARG...]";
    return argument.required() ? label : "[" + label + "]";
  }

  private static String repeats(ArgSpec argument) {
    return argument.isMultiValue() ? "..." : "";
  }
}
