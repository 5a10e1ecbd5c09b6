package io.spiffeaws.cli;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.text.EditDistance;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/// Finds the command or option that an unknown word probably means: what other tools call so, the
/// command of that name elsewhere in the tree, or the nearest by spelling.
final class Suggestion {
  /// With more matches, the help is the better list.
  private static final int MOST = 4;

  private static final String SUBJECT = "--sub";
  private static final String SPIFFE_ID = "--spiffe-id";
  private static final String SELECTOR = "--selector";
  private static final String FILE = "--file";
  private static final String ROLE = "--role";
  private static final String NAME = "--name";

  private Suggestion() {}

  /// The command that words mean of which the first is not a command of this group: the name of a
  /// sibling, or the words of a command elsewhere, without the name of the program.
  ///
  /// @param words the unknown word and those after it
  static Optional<String> command(CommandLine group, List<String> words) {
    var typed = words.getFirst();
    var above = path(group);
    var siblings = List.copyOf(group.getSubcommands().keySet());
    return ForeignWords.command((above + " " + typed).strip())
        .or(() ->
            ForeignWords.verbs(typed).stream()
                .filter(siblings::contains)
                .findFirst()
                .map(verb -> (above + " " + verb).strip()))
        .or(() -> verbFirst(words))
        .or(() -> elsewhere(above, typed))
        .or(() -> EditDistance.nearest(typed, siblings))
        .or(() -> EditDistance.nearest(typed, names()).flatMap(name -> elsewhere(above, name)));
  }

  /// The command whose two words were typed in the other order, as in `list entries`.
  private static Optional<String> verbFirst(List<String> words) {
    if (words.size() < 2) {
      return Optional.empty();
    }
    var noun = words.get(1).replaceFirst("ies$", "y").replaceFirst("s$", "");
    var typed = words.getFirst();
    return Stream.concat(Stream.of(typed), ForeignWords.verbs(typed).stream())
        .flatMap(verb ->
            CommandTree.paths().filter(path -> (" " + path).endsWith(" " + noun + " " + verb)))
        .findFirst();
  }

  private static List<String> names() {
    return CommandTree.paths().map(path -> path.substring(path.lastIndexOf(' ') + 1)).toList();
  }

  /// The commands of that name below this group, else anywhere; empty if there are too many.
  private static Optional<String> elsewhere(String above, String name) {
    var all = CommandTree.paths().filter(path -> (" " + path).endsWith(" " + name)).toList();
    var below = all.stream().filter(path -> path.startsWith(above + " ")).toList();
    var found = below.isEmpty() ? all : below;
    return found.isEmpty() || found.size() > MOST
        ? Optional.empty()
        : Optional.of(String.join(" or ", found));
  }

  /// The option for a value that was typed as an argument: a SPIFFE ID, a selector, a file, a role
  /// or a name.
  static Optional<String> optionOf(CommandLine command, String value) {
    return optionsOf(value)
        .filter(command.getCommandSpec().optionsMap()::containsKey)
        .findFirst()
        .map(name -> name + " " + TypedCommand.word(value));
  }

  private static Stream<String> optionsOf(String value) {
    if (value.startsWith("spiffe://")) {
      return Stream.of(SUBJECT, SPIFFE_ID);
    }
    if (value.startsWith("arn:")) {
      return Stream.of(ROLE);
    }
    return value.matches("\\w+:\\S+") ? Stream.of(SELECTOR) : Stream.of(FILE, ROLE, NAME);
  }

  /// A missing option with the value that was typed as an argument; empty if it is not a value for
  /// that option.
  static Optional<String> missing(String option, String value) {
    return optionsOf(value).anyMatch(option::equals)
        ? Optional.of(option + " " + TypedCommand.word(value))
        : Optional.empty();
  }

  /// The option that a word means which is not an option of this command.
  ///
  /// @param typed as typed, with its dashes, without a value
  static Optional<String> option(CommandLine command, String typed) {
    var spec = command.getCommandSpec();
    var options =
        spec.optionsMap().keySet().stream().filter(name -> name.startsWith("--")).toList();
    var arguments =
        spec.positionalParameters().stream().map(ArgSpec::paramLabel).collect(Collectors.toSet());
    var word = kebab(typed);
    return Optional.of(word)
        .filter(options::contains)
        .or(() ->
            ForeignWords.options(word).stream()
                .filter(ours ->
                    arguments.contains(ours) || options.contains(ours.replaceFirst(" .*", "")))
                .map(ours -> arguments.contains(ours) ? "the argument " + ours : ours)
                .findFirst())
        .or(() -> nearest(word, options));
  }

  /// Compares without the dashes, which would count as equal letters.
  private static Optional<String> nearest(String word, List<String> options) {
    var names = options.stream().map(option -> option.substring(2)).toList();
    return EditDistance.nearest(word.replaceFirst("^-+", ""), names).map(name -> "--" + name);
  }

  /// A long option in our spelling: Go's flag `-parentID` becomes `--parent-id`.
  private static String kebab(String typed) {
    var bare = typed.replaceFirst("^-+", "");
    return bare.length() < 2
        ? typed
        : "--"
            + bare.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
  }

  /// The path of a command without the name of the program.
  private static String path(CommandLine command) {
    var spec = command.getCommandSpec();
    return spec.qualifiedName().substring(spec.root().name().length()).strip();
  }
}
