package io.spiffeaws.cli.completion;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/// An option as a shell's completion sees it.
///
/// @param names with their dashes, the short ones first
/// @param description one line, with neither default nor environment, which do not fit into a menu
/// @param repeats whether it may stand several times
record OptionWords(
    List<String> names, String label, String description, boolean repeats, Value value) {

  static OptionWords of(OptionSpec option) {
    return new OptionWords(
        List.of(option.names()),
        option.paramLabel(),
        CommandWords.clause(option.description()),
        option.isMultiValue(),
        Value.of(option));
  }

  boolean takesValue() {
    return !(value instanceof Value.None);
  }
}
