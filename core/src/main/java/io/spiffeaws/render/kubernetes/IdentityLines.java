package io.spiffeaws.render.kubernetes;

import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.yaml.YamlScalar;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Settings of entries as fields of the controller manager's resources. Settings that have their
/// default are left out.
final class IdentityLines {
  private IdentityLines() {}

  static void seconds(StringBuilder lines, String name, int seconds) {
    if (seconds > 0) {
      line(lines, name, DurationText.print(Duration.ofSeconds(seconds)));
    }
  }

  static void list(StringBuilder lines, String name, List<String> texts) {
    if (!texts.isEmpty()) {
      var items = texts.stream().map(YamlScalar::of).collect(Collectors.joining(", "));
      line(lines, name, "[" + items + "]");
    }
  }

  /// Writes the fields that have the same name in both resources.
  static void common(StringBuilder lines, EntrySettings settings) {
    list(lines, "federatesWith", settings.federatesWith());
    if (!settings.hint().isEmpty()) {
      line(lines, "hint", YamlScalar.of(settings.hint()));
    }
    flag(lines, "admin", settings.admin());
    flag(lines, "downstream", settings.downstream());
  }

  static void flag(StringBuilder lines, String name, boolean on) {
    if (on) {
      line(lines, name, "true");
    }
  }

  /// The field for the class name; empty if there is none.
  static String className(Optional<String> className) {
    return className.map(name -> "className: " + YamlScalar.of(name) + "\n").orElse("");
  }

  private static void line(StringBuilder lines, String name, String value) {
    lines.append(name).append(": ").append(value).append('\n');
  }
}
