package io.spiffeaws.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The text about an option or argument in help, man pages and the reference.
///
/// An annotation's `description` has one or two elements: a phrase, and the metadata in the form
/// `[env: NAME, NAME] [default: TEXT]`, both parts optional. Other markers follow from the type.
public final class ArgumentText {
  private static final Pattern METADATA =
      Pattern.compile("(\\[env: ([A-Z0-9_]+(, [A-Z0-9_]+)*)])? ?(\\[default: [^\\[\\]]+])?");
  private static final int VARIABLES = 1;
  private static final int VARIABLE_NAMES = 2;
  private static final int DEFAULT = 4;

  private ArgumentText() {}

  /// The phrase, without markers.
  public static String phrase(ArgSpec argument) {
    var description = argument.description();
    return description.length == 0 ? "" : description[0];
  }

  /// `(required)`, `(repeatable)`, `[env: NAME]` and `[default: TEXT]`, as far as they apply.
  public static List<String> markers(ArgSpec argument) {
    var markers = new ArrayList<String>();
    if (argument instanceof OptionSpec && argument.required()) {
      markers.add("(required)");
    }
    if (argument instanceof OptionSpec && argument.isMultiValue()) {
      markers.add("(repeatable)");
    }
    var metadata = METADATA.matcher(metadata(argument));
    if (metadata.matches()) {
      Stream.of(metadata.group(VARIABLES), metadata.group(DEFAULT))
          .filter(Objects::nonNull)
          .forEach(markers::add);
    }
    return markers;
  }

  /// The environment variables that replace an option that is not specified.
  public static List<String> variables(ArgSpec argument) {
    var metadata = METADATA.matcher(metadata(argument));
    var names = metadata.matches() ? metadata.group(VARIABLE_NAMES) : null;
    return names == null ? List.of() : List.of(names.split(", "));
  }

  /// Phrase and markers on one line.
  public static String line(ArgSpec argument) {
    var words = new ArrayList<>(List.of(phrase(argument)));
    words.addAll(markers(argument));
    return String.join(" ", words);
  }

  /// The names of an option, such as `-f, --file` or `--[no-]admin`.
  public static String names(OptionSpec option) {
    return Arrays.stream(option.names())
        .map(name -> option.negatable() ? name.replaceFirst("^--", "--[no-]") : name)
        .collect(Collectors.joining(", "));
  }

  /// How an argument is written in a synopsis: `FILE...`, or `[FILE]` if it is optional.
  public static String label(ArgSpec argument) {
    var label = argument.paramLabel() + (argument.isMultiValue() ? "..." : "");
    return argument.required() ? label : "[" + label + "]";
  }

  private static String metadata(ArgSpec argument) {
    var description = argument.description();
    return description.length < 2 ? "" : description[1];
  }
}
