package io.spiffeaws.sandbox.aws.wire;

import java.util.function.Consumer;

/// Writes XML. Names are not escaped. Texts are escaped. Characters that XML does not allow become
/// character references, as in S3. Not thread-safe.
public final class Xml {
  private final StringBuilder text = new StringBuilder();

  private Xml() {}

  /// Returns a complete document.
  ///
  /// @param namespace empty for none
  public static String document(String root, String namespace, Consumer<Xml> content) {
    var xml = new Xml();
    xml.text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<").append(root);
    if (!namespace.isEmpty()) {
      xml.text.append(" xmlns=\"").append(namespace).append('"');
    }
    xml.text.append('>');
    content.accept(xml);
    return xml.text.append("</").append(root).append('>').toString();
  }

  /// Writes an element with child elements.
  public Xml element(String name, Consumer<Xml> content) {
    text.append('<').append(name).append('>');
    content.accept(this);
    text.append("</").append(name).append('>');
    return this;
  }

  /// Writes an element with text.
  public Xml text(String name, String value) {
    text.append('<').append(name).append('>');
    value.codePoints().forEach(this::escaped);
    text.append("</").append(name).append('>');
    return this;
  }

  /// Writes a list in the form of the query protocol: each item in a `member`.
  public <T> Xml list(String name, Iterable<T> items, Consumer<T> writer) {
    return element(
        name, list -> items.forEach(item -> list.element("member", _ -> writer.accept(item))));
  }

  /// Writes a list of texts.
  public Xml texts(String name, Iterable<String> items) {
    return element(name, list -> items.forEach(item -> list.text("member", item)));
  }

  private void escaped(int character) {
    switch (character) {
      case '&' -> text.append("&amp;");
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '"' -> text.append("&quot;");
      case '\t', '\n' -> text.appendCodePoint(character);
      default -> {
        if (character < 0x20 || character == 0x7f || (character >= 0xfffe && character <= 0xffff)) {
          text.append("&#x").append(Integer.toHexString(character)).append(';');
        } else {
          text.appendCodePoint(character);
        }
      }
    }
  }
}
