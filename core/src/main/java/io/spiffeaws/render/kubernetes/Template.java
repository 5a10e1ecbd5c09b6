package io.spiffeaws.render.kubernetes;

import io.spiffeaws.yaml.YamlScalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A YAML template with placeholders `${name}`. The value of a placeholder that is alone on its
/// line may have many lines, which are indented like the placeholder. If the value is empty, the
/// line is removed. Not thread-safe.
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-zA-Z]+)}");
  private static final Pattern ALONE = Pattern.compile("( *)\\$\\{([a-zA-Z]+)}");

  private final Map<String, String> values = new HashMap<>();

  /// Sets a scalar, in quotes if it needs them.
  Template text(String name, String value) {
    values.put(name, YamlScalar.of(value));
    return this;
  }

  Template number(String name, long value) {
    values.put(name, Long.toString(value));
    return this;
  }

  /// Sets a comma-separated list of scalars.
  Template texts(String name, List<String> items) {
    values.put(name, items.stream().map(YamlScalar::of).collect(Collectors.joining(", ")));
    return this;
  }

  /// Sets verbatim YAML, or text within a block scalar: empty, or lines that each end in a newline.
  Template lines(String name, String lines) {
    values.put(name, lines);
    return this;
  }

  String fill(String template) {
    return template.lines().map(this::line).collect(Collectors.joining());
  }

  private String line(String line) {
    var alone = ALONE.matcher(line);
    if (alone.matches()) {
      return value(alone.group(2))
          .lines()
          .map(inner -> inner.isEmpty() ? "\n" : alone.group(1) + inner + "\n")
          .collect(Collectors.joining());
    }
    var filled =
        PLACE.matcher(line).replaceAll(place -> Matcher.quoteReplacement(value(place.group(1))));
    return filled + "\n";
  }

  private String value(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no value for ${" + name + "}");
    }
    return value;
  }
}
