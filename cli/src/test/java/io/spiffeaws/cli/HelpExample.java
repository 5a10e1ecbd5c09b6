package io.spiffeaws.cli;

import io.spiffeaws.spire.CommandWords;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/// An example in the help of a command.
///
/// @param text its lines without the comment; continued lines are joined
public record HelpExample(String text) {
  private static final Pattern PROGRAM = Pattern.compile("(?<![\\w/-])spiffe-aws (?=[a-z])");
  private static final Pattern TARGET = Pattern.compile(" > (\\S+)$");
  private static final String OPERATORS = "|<>;&)";

  /// A call of this program.
  ///
  /// @param line its words, of which the first is the program
  /// @param operator the rest of the line, beginning with the shell operator that ends the call
  public record Call(List<String> line, String operator) {
    /// The arguments.
    public String[] words() {
      return line.subList(1, line.size()).toArray(String[]::new);
    }

    /// Whether the next call reads the output of this one.
    public boolean piped() {
      return operator.startsWith("| spiffe-aws");
    }

    /// The file that the output is redirected to; empty if it is not.
    public String target() {
      var target = TARGET.matcher(" " + operator);
      return target.matches() ? target.group(1) : "";
    }
  }

  public static List<HelpExample> of(CommandLine command) {
    var lines = String.join("\n", command.getCommandSpec().usageMessage().footer());
    return Stream.of(lines.replace("\\\n", " ").split("(?m)^# .*\n"))
        .filter(text -> !text.isBlank())
        .map(String::strip)
        .map(HelpExample::new)
        .toList();
  }

  /// The calls of this program, in their order.
  public List<Call> calls() {
    var calls = new ArrayList<Call>();
    for (var line : text.lines().toList()) {
      PROGRAM
          .matcher(line)
          .results()
          .forEach(call -> {
            var end = end(line, call.start());
            calls.add(
                new Call(
                    CommandWords.split(line.substring(call.start(), end)),
                    line.substring(end).replaceAll("\\s+", " ")));
          });
    }
    return calls;
  }

  private static int end(String line, int from) {
    var quoted = false;
    for (var at = from; at < line.length(); at++) {
      if (line.charAt(at) == '\'') {
        quoted = !quoted;
      } else if (!quoted && OPERATORS.indexOf(line.charAt(at)) >= 0) {
        return at;
      }
    }
    return line.length();
  }
}
