package io.spiffeaws.json;

import io.spiffeaws.text.InvisibleCharacters;

/// Escapes invisible characters, so that printed text cannot be mistaken for another text. This
/// includes the characters that YAML does not accept unescaped (YAML 1.2.2, section 5.1).
final class JsonEscapes {
  private JsonEscapes() {}

  /// The JSON text with these characters escaped.
  ///
  /// @param json that has such characters only within strings
  static String escaped(String json) {
    if (json.codePoints().noneMatch(JsonEscapes::isEscaped)) {
      return json;
    }
    var text = new StringBuilder();
    json.codePoints()
        .forEach(c -> {
          if (isEscaped(c)) {
            for (var unit : Character.toChars(c)) {
              text.append("\\u%04X".formatted((int) unit));
            }
          } else {
            text.appendCodePoint(c);
          }
        });
    return text.toString();
  }

  /// Below U+0020 are only the newlines between values: the generator escapes those within strings.
  private static boolean isEscaped(int c) {
    return c >= 0x7f && InvisibleCharacters.contains(c);
  }
}
