package io.spiffeaws.config;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.EditDistance;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlInvalidTypeException;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// Reads and edits the text of the configuration file (TOML 1.0):
///
/// ```toml
/// current_context = "prod"
///
/// [contexts.prod]
/// issuer = "https://oidc.example.org"
/// ```
public final class ConfigText {
  private static final String CURRENT = "current_context";
  private static final String CONTEXTS = "contexts";
  private static final String EXPECTED = ", expected ";
  private static final String VALUE = "a value, such as text in quotes";

  private final String file;

  private ConfigText(String file) {
    this.file = file;
  }

  /// @param file what the text is called in messages
  /// @throws ProblemException malformed, with line and column
  public static ConfigFile parse(String file, String text) {
    return new ConfigText(file).parse(text);
  }

  /// Returns the text with another current context; its other lines and comments are unchanged.
  ///
  /// @param text that [#parse] accepts
  static String withCurrent(String text, String name) {
    var setting = CURRENT + " = \"" + name + "\"";
    var lines = text.split("(?<=\n)", -1);
    for (var i = 0; i < lines.length && !lines[i].strip().startsWith("["); i++) {
      if (lines[i].matches("(?s)\\s*[\"']?" + CURRENT + "[\"']?\\s*=.*")) {
        lines[i] = setting + comment(lines[i]) + (lines[i].endsWith("\n") ? "\n" : "");
        return String.join("", lines);
      }
    }
    return setting + "\n" + (text.isEmpty() ? "" : "\n") + text;
  }

  /// A context's name has no `#`.
  private static String comment(String line) {
    var at = line.indexOf('#');
    return at < 0 ? "" : "  " + line.substring(at).stripTrailing();
  }

  private ConfigFile parse(String text) {
    var document = document(text);
    for (var key : document.keySet()) {
      if (!key.equals(CURRENT) && !key.equals(CONTEXTS)) {
        throw unknown(document, List.of(key), List.of(CURRENT, CONTEXTS));
      }
    }
    var current = Optional.ofNullable(string(document, document, List.of(CURRENT)));
    return new ConfigFile(current, contexts(document), text);
  }

  private TomlParseResult document(String text) {
    try {
      var document = Toml.parse(text);
      if (document.hasErrors()) {
        throw document.errors().getFirst();
      }
      return document;
    } catch (TomlParseError error) { // thrown by the parser for the escapes of a key
      throw fault(error.position(), notToml(error), "");
    } catch (StackOverflowError e) { // the parser has no limit
      throw fault(null, "it is nested too deeply", "");
    }
  }

  private Map<String, Context> contexts(TomlParseResult document) {
    var contexts = new LinkedHashMap<String, Context>();
    var table = table(document, document, List.of(CONTEXTS));
    for (var name : table == null ? List.<String>of() : inOrder(document, table)) {
      var path = List.of(CONTEXTS, name);
      if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")) {
        throw fault(
            document.inputPositionOf(path),
            "\"%s\" is not a name for a context".formatted(InvisibleCharacters.line(name)),
            "a name has letters, digits and any of . - _");
      }
      contexts.put(name, new Context(name, settings(document, path)));
    }
    return contexts;
  }

  private static List<String> inOrder(TomlParseResult document, TomlTable table) {
    return table.keySet().stream()
        .sorted(
            java.util.Comparator.comparingInt(
                name -> line(document.inputPositionOf(List.of(CONTEXTS, name)))))
        .toList();
  }

  private Map<ContextSetting, String> settings(TomlParseResult document, List<String> path) {
    var table = table(document, document, path);
    var settings = new EnumMap<ContextSetting, String>(ContextSetting.class);
    if (table == null) {
      return settings;
    }
    for (var key : table.keySet()) {
      var full = List.of(path.get(0), path.get(1), key);
      var setting = ContextSetting.ofKey(key).orElseThrow(() -> unknown(document, full, keys()));
      var value = string(document, document, full);
      if (value == null || value.isEmpty()) {
        throw fault(document.inputPositionOf(full), key + " has no value", "remove the line");
      }
      if (setting == ContextSetting.ACCOUNT && !value.matches("[0-9]{12}")) {
        throw fault(
            document.inputPositionOf(full),
            "\"%s\" is not an AWS account".formatted(InvisibleCharacters.line(value)),
            "write its 12 digits, including leading zeros");
      }
      settings.put(setting, InvisibleCharacters.check(value, key));
    }
    return settings;
  }

  private static List<String> keys() {
    return Arrays.stream(ContextSetting.values()).map(ContextSetting::key).toList();
  }

  private @Nullable TomlTable table(TomlParseResult document, TomlTable from, List<String> path) {
    try {
      return from.getTable(path);
    } catch (TomlInvalidTypeException e) {
      throw fault(document.inputPositionOf(path), String.join(".", path) + " is not a table", "");
    }
  }

  private @Nullable String string(TomlParseResult document, TomlTable from, List<String> path) {
    try {
      return from.getString(path);
    } catch (TomlInvalidTypeException e) {
      throw fault(
          document.inputPositionOf(path),
          path.getLast() + " is not a string",
          "write it as %s = \"...\"".formatted(path.getLast()));
    }
  }

  private ProblemException unknown(
      TomlParseResult document, List<String> path, List<String> known) {
    var key = path.getLast();
    return fault(
        document.inputPositionOf(path),
        "unknown setting \"%s\"".formatted(InvisibleCharacters.line(key)),
        EditDistance.nearest(key, known)
            .map(near -> "did you mean %s?".formatted(near))
            .orElse("choose one of " + String.join(", ", known)));
  }

  private ProblemException fault(@Nullable TomlPosition position, String what, String hint) {
    var where =
        position == null ? file : "%s:%d:%d".formatted(file, position.line(), position.column());
    return ProblemException.malformed(ConfigFile.CODE, where + ": " + what, hint);
  }

  /// What the parser expects, without what it found: the user may not be permitted to read the
  /// file.
  private static String notToml(TomlParseError error) {
    var words = String.valueOf(error.getMessage());
    var expected = words.lastIndexOf(EXPECTED);
    if (words.startsWith("Unexpected ") && expected > 0) {
      var what = words.substring(expected + EXPECTED.length());
      return "it is not TOML: expected " + (what.contains("a number") ? VALUE : what);
    }
    return words.contains("previously defined") ? "the key is defined twice" : "it is not TOML";
  }

  private static int line(@Nullable TomlPosition position) {
    return position == null ? 0 : position.line();
  }
}
