package io.spiffeaws.render.hcl;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Builds an HCL file: settings and blocks, in the order in which they are added. Not thread-safe.
public final class HclBody {
  private sealed interface Item {}

  private record Setting(String name, String value) implements Item {}

  private record Block(String head, HclBody body) implements Item {}

  private final List<Item> items = new ArrayList<>();

  /// Adds a setting.
  ///
  /// @throws ProblemException malformed, if HCL would not read the same text
  public HclBody set(String name, String text) {
    return add(new Setting(name, quoted(text)));
  }

  public HclBody set(String name, long number) {
    return add(new Setting(name, Long.toString(number)));
  }

  public HclBody set(String name, boolean flag) {
    return add(new Setting(name, Boolean.toString(flag)));
  }

  /// Adds a list.
  ///
  /// @throws ProblemException malformed, if HCL would not read the same texts
  public HclBody set(String name, List<String> texts) {
    var items = texts.stream().map(HclBody::quoted).collect(Collectors.joining(", "));
    return add(new Setting(name, "[" + items + "]"));
  }

  /// `type { … }`
  public HclBody block(String type, Consumer<HclBody> content) {
    return head(type, content);
  }

  /// `type "label" { … }`
  public HclBody block(String type, String label, Consumer<HclBody> content) {
    return head(type + " " + quoted(label), content);
  }

  /// `name = { … }`
  public HclBody object(String name, Consumer<HclBody> content) {
    return head(name + " =", content);
  }

  /// `"key" = { … }`
  public HclBody entry(String key, Consumer<HclBody> content) {
    return head(quoted(key) + " =", content);
  }

  /// The text of the file: indented by two spaces, with the values of consecutive settings aligned.
  public String text() {
    var text = new StringBuilder();
    write("", text);
    return text.toString();
  }

  private HclBody head(String head, Consumer<HclBody> content) {
    var body = new HclBody();
    content.accept(body);
    return add(new Block(head, body));
  }

  private HclBody add(Item item) {
    items.add(item);
    return this;
  }

  private void write(String indent, StringBuilder text) {
    for (var at = 0; at < items.size(); at++) {
      text.append(indent);
      switch (items.get(at)) {
        case Setting(var name, var value) ->
            text.append(name).repeat(" ", width(at) - name.length()).append(" = ").append(value);
        case Block(var head, var body) when body.items.isEmpty() -> text.append(head).append(" {}");
        case Block(var head, var body) -> {
          text.append(head).append(" {\n");
          body.write(indent + "  ", text);
          text.append(indent).append('}');
        }
      }
      text.append('\n');
    }
  }

  /// The longest name among the consecutive settings that include this one.
  private int width(int at) {
    var from = at;
    while (from > 0 && items.get(from - 1) instanceof Setting) {
      from--;
    }
    var width = 0;
    for (var i = from; i < items.size() && items.get(i) instanceof Setting(var name, _); i++) {
      width = Math.max(width, name.length());
    }
    return width;
  }

  private static String quoted(String text) {
    if (text.contains("${") || text.codePoints().anyMatch(InvisibleCharacters::contains)) {
      throw ProblemException.malformed(
          "malformed-value",
          "a value for a configuration file contains an invisible character or ${",
          "remove it from the value");
    }
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
