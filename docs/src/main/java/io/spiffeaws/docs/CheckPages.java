package io.spiffeaws.docs;

import io.spiffeaws.doctor.CheckExplanation;
import io.spiffeaws.doctor.CheckExplanations;
import java.util.stream.Collectors;

/// The section of `troubleshooting.md` about the checks of `doctor`, from the texts of `doctor
/// --explain`.
final class CheckPages {
  /// The line that the section begins with. The page ends with the section.
  static final String HEADING = "## Checks\n";

  private CheckPages() {}

  /// Returns a page with this section instead of its former one.
  static String with(String page) {
    var end = page.indexOf(HEADING);
    return (end < 0 ? page : page.substring(0, end)) + section();
  }

  static String section() {
    return HEADING
        + "\nIn the order in which `doctor` runs them.\n"
        + CheckExplanations.all().stream().map(CheckPages::text).collect(Collectors.joining());
  }

  private static String text(CheckExplanation explanation) {
    return "\n### %s\n\n%s\n\nWhy: %s\n\nIf it fails:\n\n%s\n"
        .formatted(
            String.join(", ", explanation.names()),
            explanation.what(),
            explanation.why(),
            explanation.fixes().stream().map("- "::concat).collect(Collectors.joining("\n")));
  }
}
