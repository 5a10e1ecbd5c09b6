package io.spiffeaws.cli;

import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.EndpointOptions;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.cli.options.NamedServerOption;
import io.spiffeaws.cli.options.OperatorSessionOptions;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.options.WorkloadOptions;
import java.lang.reflect.Member;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A group of options under one heading. The class that declares an option determines its group.
public enum OptionGroup {
  COMMAND("Options"),
  AGENT("SPIRE agent"),
  SERVER("SPIRE server"),
  AWS("AWS"),
  GLOBAL("Global options");

  /// By name, since the hash code of a class differs between build and run of a native image.
  private static final Map<String, OptionGroup> DECLARED_BY =
      Map.of(
          WorkloadOptions.class.getName(), AGENT,
          ServerOptions.class.getName(), SERVER,
          NamedServerOption.class.getName(), SERVER,
          AwsOptions.class.getName(), AWS,
          EndpointOptions.class.getName(), AWS,
          OperatorSessionOptions.class.getName(), AWS,
          GlobalOptions.class.getName(), GLOBAL,
          SpiffeAws.class.getName(), GLOBAL);

  private final String heading;

  OptionGroup(String heading) {
    this.heading = heading;
  }

  public String heading() {
    return heading;
  }

  /// The visible options of a command by group, required ones first, else in the order of
  /// declaration.
  public static Map<OptionGroup, List<OptionSpec>> of(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(option -> !option.required()))
        .collect(
            Collectors.groupingBy(
                OptionGroup::of, () -> new EnumMap<>(OptionGroup.class), Collectors.toList()));
  }

  private static OptionGroup of(OptionSpec option) {
    return option.userObject() instanceof Member member
        ? DECLARED_BY.getOrDefault(member.getDeclaringClass().getName(), COMMAND)
        : COMMAND;
  }
}
