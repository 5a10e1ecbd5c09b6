package io.spiffeaws.doctor;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.EditDistance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The explanations of all checks of `doctor`, from the resource `checks.md`. In it, each section
/// has the names of its checks as heading, a paragraph that says what is checked, one that begins
/// with "Why: ", and a list of fixes.
public final class CheckExplanations {
  private static final String RESOURCE = "checks.md";
  private static final String WHY = "Why: ";
  private static final String FIX = "- ";

  private CheckExplanations() {}

  /// Returns all explanations, in the order of the checks.
  public static List<CheckExplanation> all() {
    return parse(text());
  }

  /// Returns the names of all checks, in their order.
  public static List<String> names() {
    return all().stream().flatMap(explanation -> explanation.names().stream()).toList();
  }

  /// Returns the explanation of a check.
  ///
  /// @throws ProblemException malformed, if no check has this name
  public static CheckExplanation of(String name) {
    return all().stream()
        .filter(explanation -> explanation.names().contains(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static ProblemException unknown(String name) {
    var names = names();
    var nearest = EditDistance.nearest(name, names).map("did you mean %s? "::formatted).orElse("");
    return ProblemException.malformed(
        "unknown-check",
        "unknown check \"%s\" (--explain)".formatted(name),
        nearest + "specify one of " + String.join(", ", names));
  }

  static List<CheckExplanation> parse(String text) {
    var explanations = new ArrayList<CheckExplanation>();
    for (var section : text.split("(?m)^## ", -1)) {
      if (!section.isBlank()) {
        explanations.add(section(section.lines().filter(line -> !line.isBlank()).toList()));
      }
    }
    return List.copyOf(explanations);
  }

  private static CheckExplanation section(List<String> lines) {
    return new CheckExplanation(
        List.of(lines.getFirst().split(", ", -1)),
        lines.get(1),
        lines.get(2).substring(WHY.length()),
        lines.stream()
            .filter(line -> line.startsWith(FIX))
            .map(line -> line.substring(FIX.length()))
            .toList());
  }

  private static String text() {
    try (var stream = CheckExplanations.class.getResourceAsStream(RESOURCE)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
