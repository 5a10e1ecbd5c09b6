package io.spiffeaws.cli.completion;

import io.spiffeaws.cli.ArgumentText;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/// An option, as completion needs it.
///
/// @param names with their dashes, the short ones first
/// @param description one line, without default and environment, for which a menu has no space
/// @param repeats whether it may be specified several times
record OptionWords(
    List<String> names, String label, String description, boolean repeats, Value value) {

  static OptionWords of(OptionSpec option) {
    return new OptionWords(
        List.of(option.names()),
        option.paramLabel(),
        ArgumentText.phrase(option),
        option.isMultiValue(),
        Value.of(option));
  }

  boolean takesValue() {
    return !(value instanceof Value.None);
  }
}
