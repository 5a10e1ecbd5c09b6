package io.spiffeaws.cli;

import java.util.ArrayList;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// How every help looks: the command's own options first, in the order of its class, then those
/// that every command has; above them a synopsis of what must be there.
final class HelpLayout {
  private static final int COLUMNS = 100;
  private static final int LONGEST_NAMES = 34;

  private HelpLayout() {}

  static void apply(CommandLine command) {
    var spec = command.getCommandSpec();
    spec.usageMessage()
        .width(COLUMNS)
        .longOptionsMaxWidth(LONGEST_NAMES)
        .sortOptions(false)
        .customSynopsis(synopsis(spec))
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n");
    command.getSubcommands().values().forEach(HelpLayout::apply);
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
        .map(argument -> endsOptions(spec) ? program(argument) : argument(argument))
        .forEach(words::add);
    return String.join(" ", words);
  }

  private static String argument(ArgSpec argument) {
    var label = argument.paramLabel() + repeats(argument);
    return argument.required() ? label : "[" + label + "]";
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
