package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// Every option and argument of the command tree accepts a value or reports a usage error, whatever
/// the value is. No exception other than a usage error or a problem is thrown.
class OddArgumentsTest {
  private static final long SEED = 20261129;
  private static final int MUTATIONS = 100;
  private static final int MOST_EDITS = 3;

  private static final List<String> VALUES =
      List.of(
          "spiffe://example.org/a",
          "spiffe://example.org/*",
          "unix:uid:1000",
          "arn:aws:iam::123456789012:role/p/a",
          "90s",
          "1h30m",
          "https://user@oidc.example.org:8443/a?b#c",
          "reports/2026:read-write",
          "unix:/run/a.sock",
          "127.0.0.1:8080",
          "@file.json",
          "key=value",
          "rsa-2048",
          "json",
          "superset",
          "1");

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "\t",
          "\n",
          "a\nb",
          "\u0000",
          "a\u0000b",
          "\ud800",
          "a\udfff",
          "\u200b",
          "\u202e",
          "\ufffd",
          "\u0130",
          "\ud83d\ude00",
          "-",
          "=",
          ":",
          "/",
          "@",
          "@\u0000",
          ",",
          "..",
          "~",
          "*",
          "%",
          "%zz",
          "%s%n",
          "${x}",
          "$",
          "\\",
          "'",
          "\"",
          "[",
          "[::1",
          "{",
          "null",
          "true",
          "-1",
          "0",
          "1e9",
          "NaN",
          "2147483648",
          "99999999999999999999",
          "9999999999999999h",
          "0x10",
          "\u0661",
          "spiffe://",
          "arn:",
          "unix:",
          "http://",
          "://",
          "a".repeat(10_000),
          "9".repeat(1_000));

  /// Every field once, since many commands share options.
  static Stream<Argument> arguments() {
    var found = new LinkedHashMap<Object, Argument>();
    HelpDriftTest.commands()
        .forEach(command -> {
          for (var spec : command.getCommandSpec().args()) {
            found.putIfAbsent(
                spec.userObject(), new Argument(command.getCommandSpec().qualifiedName(" "), spec));
          }
        });
    return found.values().stream();
  }

  record Argument(String command, ArgSpec spec) {
    String[] with(String value) {
      var words = new ArrayList<>(List.of(command.split(" ")));
      words.removeFirst();
      if (spec instanceof OptionSpec option) {
        words.add(option.longestName() + "=" + value);
      } else {
        words.add("--");
        words.add(value);
      }
      return words.toArray(String[]::new);
    }

    @Override
    public String toString() {
      return command
          + " "
          + (spec instanceof OptionSpec option ? option.longestName() : spec.paramLabel());
    }
  }

  @ParameterizedTest
  @MethodSource("arguments")
  void anOddValueIsAcceptedOrAUsageError(Argument argument) {
    var commands = CommandTree.reachedBy(argument.command().split(" "));
    for (var value : values()) {
      check(commands, argument.with(value));
    }
  }

  /// The values as names of commands and options.
  @Test
  void anOddWordIsAUsageError() {
    var commands = Application.commandLine(new SpiffeAws());
    for (var value : values()) {
      check(commands, value);
      check(commands, "entry", value);
      check(commands, "entry", "list", "--" + value);
      check(commands, "entry", "list", "-" + value, value);
    }
  }

  private static void check(CommandLine commands, String... words) {
    try {
      commands.parseArgs(words);
    } catch (ParameterException e) {
      var problem = ParseErrorTranslator.of(e);
      assertThat(problem).as("%s", (Object) words).isInstanceOf(Problem.Malformed.class);
      assertThat(problem.message()).doesNotContain("Exception").isNotBlank();
      for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
        assertThat(cause)
            .as(String.join(" ", words))
            .isInstanceOfAny(
                ParameterException.class, TypeConversionException.class, ProblemException.class);
      }
    }
  }

  private static List<String> values() {
    var random = new SplittableRandom(SEED);
    var values = new ArrayList<>(VALUES);
    values.addAll(ODD);
    for (var i = 0; i < MUTATIONS; i++) {
      values.add(mutated(random));
    }
    return values;
  }

  private static String mutated(SplittableRandom random) {
    var text = new StringBuilder(VALUES.get(random.nextInt(VALUES.size())));
    for (var left = 1 + random.nextInt(MOST_EDITS); left > 0; left--) {
      var at = random.nextInt(text.length() + 1);
      var to = Math.min(text.length(), at + random.nextInt(4));
      switch (random.nextInt(3)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, text.substring(at, to));
        default -> text.insert(at, ODD.get(random.nextInt(ODD.size() - 2)));
      }
    }
    return text.toString();
  }
}
