package io.spiffeaws.cli;

import static java.util.stream.Collectors.joining;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.cli.view.Output;
import io.spiffeaws.cli.view.ProblemView;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The program without its process: parses arguments, runs a command and returns the exit code.
public final class Application {
  private final Console console;
  private final Clock clock;
  private final Sleeper sleeper;

  public Application(Console console, Clock clock, Sleeper sleeper) {
    this.console = console;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /// Runs one command line. Never throws: every failure is reported and returned as an exit code.
  public int run(String... arguments) {
    try {
      return runParsed(arguments);
    } catch (ParameterException e) {
      failEvaluation(e.getCommandLine(), outputFor(arguments));
      return show(ParseErrorTranslator.of(e, arguments), outputFor(arguments));
    } catch (UncheckedIOException e) {
      return writingFailed(e, outputFor(arguments));
    } catch (RuntimeException | Error e) {
      return show(unexpected(e, false), outputFor(arguments));
    }
  }

  /// The command tree, for parsing and for the generation of documents.
  public static CommandLine commandLine(SpiffeAws root) {
    return CommandTree.of(root);
  }

  /// Parses first with only the commands that the arguments name. If the arguments are wrong or
  /// stop at a group, parses again with the sibling commands; if they ask for help, at once with
  /// these.
  private int runParsed(String... arguments) {
    if (namesHelp(arguments)) {
      return runWithSiblings(arguments);
    }
    var parsed = parse(arguments);
    if (parsed != null && parsed.isVersionHelpRequested()) {
      return version();
    }
    return parsed == null
            || asksForHelp(parsed)
            || !(leaf(parsed).getCommand() instanceof CliCommand)
        ? runWithSiblings(arguments)
        : execute(leaf(parsed), arguments);
  }

  private static boolean namesHelp(String... arguments) {
    return Arrays.stream(arguments)
        .takeWhile(word -> !word.equals("--"))
        .anyMatch(word -> word.equals("--help") || word.equals("-h"));
  }

  private static @Nullable ParseResult parse(String... arguments) {
    try {
      return CommandTree.reachedBy(arguments).parseArgs(arguments);
    } catch (ParameterException explainedWithSiblings) {
      return null;
    }
  }

  private int runWithSiblings(String... arguments) {
    var parsed = CommandTree.around(arguments).parseArgs(arguments);
    for (var level : parsed.asCommandLineList()) {
      if (level.isUsageHelpRequested()) {
        print(help(level));
        return ExitCode.DONE;
      }
      if (level.isVersionHelpRequested()) {
        return version();
      }
    }
    var leaf = leaf(parsed);
    if (leaf.getParent() == null) {
      print(help(leaf));
      return ExitCode.DONE;
    }
    return execute(leaf, arguments);
  }

  private int version() {
    print(Version.read() + "\n");
    return ExitCode.DONE;
  }

  private int execute(CommandLine command, String... arguments) {
    var global = ((SpiffeAws) command.getCommandSpec().root().userObject()).global();
    var output = new Output(console, global);
    if (!(command.getCommand() instanceof CliCommand leaf)) {
      return show(incomplete(command), output);
    }
    var context = new CurrentContext(global, console);
    try {
      context.checkOption();
      return leaf.run(
          new Invocation(
              List.of(arguments),
              console,
              global,
              output,
              context,
              clock,
              sleeper,
              calls(global, output)));
    } catch (ProblemException e) {
      failEvaluation(command, output);
      return show(e.problem(), output);
    } catch (UncheckedIOException e) {
      return writingFailed(e, output);
    } catch (RuntimeException | Error e) {
      failEvaluation(command, output);
      return show(unexpected(e, global.debug()), output);
    }
  }

  /// If a shell evaluates the output, prints what makes that shell fail too.
  private static void failEvaluation(CommandLine command, Output output) {
    if (command.getCommand() instanceof ShellEvaluated evaluated
        && !output.structured()
        && !output.forTerminal()) {
      output.data(evaluated.whenFailed().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static boolean asksForHelp(ParseResult parsed) {
    return parsed.asCommandLineList().stream().anyMatch(CommandLine::isUsageHelpRequested);
  }

  private String help(CommandLine command) {
    return HelpText.of(
        command,
        new Output(console, new GlobalOptions()).palette().on() ? Ansi.ON : Ansi.OFF,
        console.outIsTerminal() ? console.columns() : HelpText.COLUMNS);
  }

  private void print(String text) {
    new Output(console, new GlobalOptions()).data(text.getBytes(StandardCharsets.UTF_8));
  }

  private static CommandLine leaf(ParseResult parsed) {
    return parsed.asCommandLineList().getLast();
  }

  private static CallLog calls(GlobalOptions global, Output output) {
    return global.debug()
        ? (service, operation, took, answer) ->
            output.debug("%s %s %d ms %s".formatted(service, operation, took.toMillis(), answer))
        : CallLog.NONE;
  }

  private static int show(Problem problem, Output output) {
    ProblemView.show(problem, output);
    return ExitCode.of(problem);
  }

  private static int writingFailed(UncheckedIOException e, Output output) {
    if (Output.readerHasGone(e)) {
      return ExitCode.READER_GONE;
    }
    return show(
        new Problem.Unexpected(
            "cannot-write", "cannot write the result to standard output: " + Output.reason(e), ""),
        output);
  }

  private static Problem incomplete(CommandLine command) {
    var name = command.getCommandSpec().qualifiedName();
    return new Problem.Malformed(
        "usage",
        name + " requires a command: " + String.join(", ", subcommands(command)),
        "see " + name + " --help");
  }

  private static List<String> subcommands(CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .filter(entry -> !entry.getValue().getCommandSpec().usageMessage().hidden())
        .map(entry -> entry.getKey())
        .toList();
  }

  private static Problem unexpected(Throwable e, boolean debug) {
    var where = debug ? " (" + e.getClass().getSimpleName() + place(e) + ")" : "";
    return new Problem.Unexpected(
        "unexpected",
        "internal error" + where,
        debug ? "" : "to see where, run it again with --debug; then report it");
  }

  /// The line that threw; empty if the Java runtime does not report it.
  private static String place(Throwable e) {
    return Arrays.stream(e.getStackTrace()).limit(1).map(at -> " at " + at).collect(joining());
  }

  /// Output for an error in the arguments, as JSON if the part that can be parsed asks for that.
  private Output outputFor(String... arguments) {
    var lenient = CommandTree.reachedBy(arguments);
    lenient.setUnmatchedArgumentsAllowed(true);
    lenient.getCommandSpec().parser().collectErrors(true);
    lenient.parseArgs(arguments);
    return new Output(console, ((SpiffeAws) lenient.getCommand()).global());
  }
}
