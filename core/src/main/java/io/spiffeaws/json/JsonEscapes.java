package io.spiffeaws.json;

/// Escapes what YAML does not take as it stands, besides what JSON does not (YAML 1.2.2, section
/// 5.1), so that what is printed is read by readers of both.
final class JsonEscapes {
  private JsonEscapes() {}

  /// @param json where such characters stand in strings alone
  static String escaped(String json) {
    if (json.chars().noneMatch(JsonEscapes::isEscaped)) {
      return json;
    }
    var text = new StringBuilder();
    json.chars()
        .forEach(c -> {
          if (isEscaped(c)) {
            text.append("\\u%04X".formatted(c));
          } else {
            text.append((char) c);
          }
        });
    return text.toString();
  }

  private static boolean isEscaped(int c) {
    return (c >= 0x7f && c <= 0x9f) || c == 0xfffe || c == 0xffff;
  }
}
