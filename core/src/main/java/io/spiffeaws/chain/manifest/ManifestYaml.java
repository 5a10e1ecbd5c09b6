package io.spiffeaws.chain.manifest;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes a chain as YAML for people: a line for each member, lists of texts on one line.
public final class ManifestYaml {
  /// Text that means the same without quotes (YAML 1.2.2, sections 7.3.3 and 10.3).
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/_][A-Za-z0-9/_.@-]*");

  private static final Pattern MORE_THAN_TEXT =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

  private ManifestYaml() {}

  /// The text that [ManifestReader] reads.
  public static String write(Manifest manifest) {
    var text = new StringBuilder();
    members(ManifestJson.write(manifest), "", text);
    return text.toString();
  }

  private static void members(Json.Obj object, String indent, StringBuilder text) {
    object
        .members()
        .forEach((name, value) -> {
          text.append(indent).append(scalar(name)).append(':');
          value(value, indent, text);
        });
  }

  private static void value(Json value, String indent, StringBuilder text) {
    switch (value) {
      case Json.Obj object when !object.members().isEmpty() -> {
        text.append('\n');
        members(object, indent + "  ", text);
      }
      case Json.Arr(var items) when items.stream().anyMatch(Json.Obj.class::isInstance) -> {
        text.append('\n');
        items.forEach(item -> item(item, indent + "  ", text));
      }
      case Json.Arr(var items) -> text.append(" [").append(inline(items)).append("]\n");
      default -> text.append(' ').append(inline(value)).append('\n');
    }
  }

  private static void item(Json item, String indent, StringBuilder text) {
    var from = text.length();
    if (item instanceof Json.Obj object && !object.members().isEmpty()) {
      members(object, indent + "  ", text);
      text.replace(from, from + indent.length() + 2, indent + "- ");
    } else {
      text.append(indent).append("- ").append(inline(item)).append('\n');
    }
  }

  private static String inline(List<Json> items) {
    return items.stream().map(ManifestYaml::inline).collect(Collectors.joining(", "));
  }

  private static String inline(Json value) {
    return value instanceof Json.Str(var text) ? scalar(text) : JsonText.compact(value);
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !MORE_THAN_TEXT.matcher(text).matches()
        ? text
        : JsonText.compact(Json.of(text));
  }
}
