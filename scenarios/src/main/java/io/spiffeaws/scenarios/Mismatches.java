package io.spiffeaws.scenarios;

import io.spiffeaws.scenarios.Scenario.Expected;
import io.spiffeaws.scenarios.Scenario.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Handles lines with unexpected results: fails, or, in update mode, writes the actual result into
/// the file for review.
final class Mismatches {
  /// Values that vary between runs, and their replacements.
  private static final Map<Pattern, String> VARYING =
      Map.of(
          Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), "<id>",
          Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[0-9.]*Z"), "<*>",
          Pattern.compile("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+"), "<*>",
          Pattern.compile("\"(kid|exp|iat)\":(\"[^\"]*\"|\\d+)"), "\"$1\":<*>",
          Pattern.compile("127\\.0\\.0\\.1:\\d+"), "127.0.0.1:<*>");

  private final String world;
  private final boolean update;
  private final TreeMap<Integer, Replacement> replacements = new TreeMap<>();

  private record Replacement(int end, List<String> lines) {}

  /// Creates a handler.
  ///
  /// @param world the name of the world, for the message
  /// @param update whether to update files
  Mismatches(String world, boolean update) {
    this.world = world;
    this.update = update;
  }

  String world() {
    return world;
  }

  /// Reports a mismatch.
  ///
  /// @return the expectation from now on
  /// @throws AssertionError unless in update mode
  Expected report(Scenario scenario, Run run, Result result, VariableBindings bindings) {
    var seen = Transcript.of(result);
    if (!update) {
      throw new AssertionError(
          "%s:%d in %s\n$ %s\n--- expected ---\n%s\n--- seen ---\n%s\n"
              .formatted(
                  scenario.file(),
                  run.line(),
                  world,
                  run.command(),
                  String.join("\n", Transcript.print(run.expected())),
                  String.join("\n", Transcript.print(seen))));
    }
    var general =
        new Expected(seen.exit(), general(seen.out(), bindings), general(seen.err(), bindings));
    replacements.put(run.from(), new Replacement(run.end(), Transcript.print(general)));
    return general;
  }

  private static List<String> general(List<String> lines, VariableBindings bindings) {
    return lines.stream().map(line -> general(line, bindings)).toList();
  }

  private static String general(String line, VariableBindings bindings) {
    var known = bindings.generalize(line);
    for (var varying : VARYING.entrySet()) {
      known = varying.getKey().matcher(known).replaceAll(varying.getValue());
    }
    return known;
  }

  /// Writes the file if there were mismatches.
  void settle(Scenario scenario) throws IOException {
    if (replacements.isEmpty()) {
      return;
    }
    var lines = new ArrayList<>(Files.readAllLines(scenario.file()));
    replacements
        .descendingMap()
        .forEach((from, replacement) -> {
          var old = lines.subList(from - 1, replacement.end() - 1);
          old.clear();
          old.addAll(replacement.lines());
        });
    Files.write(scenario.file(), lines);
  }
}
