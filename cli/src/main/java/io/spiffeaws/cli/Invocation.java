package io.spiffeaws.cli;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.cli.options.NamedValue;
import io.spiffeaws.cli.view.Output;
import io.spiffeaws.config.ContextSetting;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One run of one command: its interfaces to the environment, and the global options.
///
/// @param arguments the command line without the name of the program
/// @param console the streams, environment and working directory
/// @param global the global options
/// @param output the destination of results
/// @param context the context of the configuration file
/// @param clock the clock; tests substitute their own
/// @param sleeper how to wait; tests substitute their own
/// @param calls receives each call; prints to standard error under `--debug`
public record Invocation(
    List<String> arguments,
    Console console,
    GlobalOptions global,
    Output output,
    CurrentContext context,
    Clock clock,
    Sleeper sleeper,
    CallLog calls) {
  private static final Duration LONG = Duration.ofDays(1);
  private static final int INTERRUPTED = 128 + 2;

  /// This command, as a user types it.
  public String command() {
    return command(arguments);
  }

  /// This command with one more option, as a user types it.
  public String commandWith(String option) {
    var words = new ArrayList<>(arguments);
    var end = words.indexOf("--");
    words.add(end < 0 ? words.size() : end, option);
    return command(words);
  }

  private static String command(List<String> words) {
    return "spiffe-aws " + words.stream().map(TypedCommand::word).collect(Collectors.joining(" "));
  }

  /// Shows a warning on standard error.
  public void warn(String line) {
    output.warning(line);
  }

  /// Shows a message on standard error if that is a terminal, unless `--quiet` is set.
  public void progress(String line) {
    output.progress(line);
  }

  /// The limit of each network call.
  public Duration timeout() {
    return global.timeout(named(null, "--timeout", "SPIFFE_AWS_TIMEOUT"));
  }

  /// Waits until this thread is interrupted; a signal ends the process before that.
  ///
  /// @return the exit code of an interrupt
  public int stay() {
    while (!Thread.currentThread().isInterrupted()) {
      sleeper.sleep(LONG);
    }
    return INTERRUPTED;
  }

  /// Returns the value of an environment variable, else that of the context; empty if the variable
  /// is unset or empty, as shells and SDKs treat the two alike.
  public Optional<String> environment(String name) {
    return variable(name).or(() -> ofContext(name));
  }

  /// Whether an environment variable itself is set; that of the context does not count.
  public boolean isSet(String name) {
    return variable(name).isPresent();
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(console.environment().get(name)).filter(value -> !value.isEmpty());
  }

  private Optional<String> ofContext(String name) {
    return ContextSetting.ofVariable(name)
        .flatMap(_ -> context.get())
        .flatMap(chosen -> chosen.value(name, console.environment()));
  }

  /// Returns the value of an option, else of the first environment variable that is set, else of
  /// the context, with its source.
  ///
  /// @param option the name of the option, or the label of an argument
  public Optional<NamedValue> named(@Nullable String given, String option, String... variables) {
    if (given != null) {
      return Optional.of(new NamedValue(given, option));
    }
    return first(variables, this::variable)
        .map(name -> new NamedValue(variable(name).orElseThrow(), name + " (" + option + ")"))
        .or(() ->
            first(variables, this::ofContext)
                .map(name ->
                    new NamedValue(
                        ofContext(name).orElseThrow(),
                        "%s of the context (%s)".formatted(key(name), option))));
  }

  private static Optional<String> first(
      String[] variables, Function<String, Optional<String>> source) {
    return Arrays.stream(variables).filter(name -> source.apply(name).isPresent()).findFirst();
  }

  private static String key(String variable) {
    return ContextSetting.ofVariable(variable).map(ContextSetting::key).orElseThrow();
  }
}
