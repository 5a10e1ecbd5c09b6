package io.spiffeaws.chain.manifest;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.yaml.YamlScalar;
import java.util.List;
import java.util.stream.Collectors;

/// Writes a chain as readable YAML: a line for each member, lists of texts on one line.
public final class ManifestYaml {
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
          text.append(indent).append(YamlScalar.of(name)).append(':');
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
    return value instanceof Json.Str(var text) ? YamlScalar.of(text) : JsonText.compact(value);
  }
}
