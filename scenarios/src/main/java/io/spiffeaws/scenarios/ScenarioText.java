package io.spiffeaws.scenarios;

import static java.util.stream.Collectors.joining;

import io.spiffeaws.scenarios.Scenario.Expected;
import io.spiffeaws.scenarios.Scenario.Run;
import io.spiffeaws.scenarios.Scenario.Stack;
import io.spiffeaws.scenarios.Scenario.Step;
import io.spiffeaws.scenarios.Scenario.Write;
import io.spiffeaws.time.DurationText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// Parses scenario files. `README.md` describes their format.
final class ScenarioText {
  private static final Pattern FILE = Pattern.compile("-- (\\S+) --");

  private final Path file;
  private final List<String> lines;
  private final List<String> reason = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private Set<Stack> stacks = Stack.usual();
  private List<Scenario> given = List.of();
  private List<String> needs = List.of();
  private Duration clock = Duration.ZERO;
  private int at;

  private ScenarioText(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  static Scenario read(Path file) throws IOException {
    return parse(file, Files.readString(file));
  }

  /// Parses a scenario.
  ///
  /// @throws IllegalArgumentException with file and line if the text is not a scenario
  static Scenario parse(Path file, String text) {
    return new ScenarioText(file, text.lines().toList()).scenario();
  }

  private Scenario scenario() {
    while (at < lines.size()) {
      take(lines.get(at));
    }
    if (reason.isEmpty()) {
      throw wrong("a scenario must begin with a comment that states its purpose");
    }
    if (steps.stream().noneMatch(Run.class::isInstance)) {
      throw wrong("the scenario contains no command");
    }
    return new Scenario(
        file, String.join(" ", reason), stacks, given, needs, clock, List.copyOf(steps));
  }

  private void take(String line) {
    var inlineFile = FILE.matcher(line);
    if (line.startsWith("$ ") || line.startsWith("@ ")) {
      steps.add(run());
    } else if (inlineFile.matches()) {
      steps.add(write(inlineFile.group(1)));
    } else if (line.startsWith("#")) {
      comment(line.substring(1).strip());
    } else if (line.isBlank()) {
      at++;
    } else {
      setting(line);
    }
  }

  private void comment(String text) {
    if (steps.isEmpty()) {
      reason.add(text);
    }
    at++;
  }

  private void setting(String line) {
    var parts = line.split(":\\s*", 2);
    if (parts.length < 2 || !steps.isEmpty()) {
      throw wrong("unexpected line: " + line);
    }
    var words = List.of(parts[1].strip().split("\\s+"));
    switch (parts[0]) {
      case "worlds" -> stacks = stacks(words);
      case "given" -> given = words.stream().map(this::given).toList();
      case "needs" -> needs = words;
      case "clock" -> clock = offset(words.getFirst());
      default -> throw wrong("unknown setting \"" + parts[0] + "\"");
    }
    at++;
  }

  private Set<Stack> stacks(List<String> words) {
    var named = EnumSet.noneOf(Stack.class);
    for (var word : words) {
      named.add(
          Arrays.stream(Stack.values())
              .filter(stack -> stack.name().equals(word))
              .findFirst()
              .orElseThrow(() -> wrong("unknown world \"" + word + "\"")));
    }
    return named;
  }

  /// Reads a scenario from the directory `given` next to this scenario's directory.
  private Scenario given(String name) {
    var directory =
        Objects.requireNonNull(file.getParent(), "a scenario file must be in a directory");
    var before = directory.resolveSibling("given").resolve(name + ".scenario");
    try {
      return read(before);
    } catch (IOException e) {
      throw wrong(before + " not found");
    }
  }

  /// Parses `+20m` or `-20m`.
  static Duration offset(String text) {
    var length = DurationText.parse(text.substring(1));
    return text.startsWith("-") ? length.negated() : length;
  }

  private Write write(String name) {
    var start = at++;
    var end = lines.subList(at, lines.size()).indexOf("--");
    if (end < 0) {
      at = start;
      throw wrong("the file \"" + name + "\" must end with the line --");
    }
    var content = lines.subList(at, at + end).stream().map(line -> line + "\n").collect(joining());
    at += end + 1;
    return new Write(start + 1, name, content);
  }

  private Run run() {
    var start = at;
    var command = new StringBuilder(lines.get(at).startsWith("$ ") ? line().substring(2) : line());
    while (command.toString().endsWith("\\") && at < lines.size()) {
      command.append("\n").append(line());
    }
    var from = at;
    var out = outputs('>');
    var err = outputs('!');
    var exit = at < lines.size() && lines.get(at).startsWith("= ") ? exit(line()) : 0;
    return new Run(start + 1, from + 1, at + 1, command.toString(), new Expected(exit, out, err));
  }

  private List<String> outputs(char mark) {
    var texts = new ArrayList<String>();
    while (at < lines.size() && !lines.get(at).isEmpty() && lines.get(at).charAt(0) == mark) {
      var line = line();
      texts.add(line.length() > 1 ? line.substring(2) : "");
    }
    return List.copyOf(texts);
  }

  private int exit(String line) {
    try {
      return Integer.parseInt(line.substring(2).strip());
    } catch (NumberFormatException e) {
      throw wrong("an exit code must be a number: " + line);
    }
  }

  private String line() {
    return lines.get(at++);
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(file + ":" + (at + 1) + ": " + why);
  }
}
