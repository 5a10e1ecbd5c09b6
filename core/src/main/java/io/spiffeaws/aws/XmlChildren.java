package io.spiffeaws.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The positions of the root element of an XML text and of the elements directly below it. Only
/// markup is parsed, so that the rest of the text can be used unchanged.
///
/// @param name of the root, without a namespace prefix
/// @param from index of the first character of the root
/// @param to index after its last character
/// @param children in document order
record XmlChildren(String name, int from, int to, List<Child> children) {
  private static final Pattern MARKUP =
      Pattern.compile(
          "<!--.*?-->|<!\\[CDATA\\[.*?\\]\\]>|<\\?.*?\\?>|<![^>]*+>"
              + "|<(?<end>/?)(?<name>[^\\s/>]++)(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+>",
          Pattern.DOTALL);

  /// An element directly below the root.
  ///
  /// @param name without a namespace prefix
  /// @param from index of the first character
  /// @param to index after the last character
  record Child(String name, int from, int to) {}

  XmlChildren {
    children = List.copyOf(children);
  }

  /// Parses a text; empty if it is not exactly one complete element.
  static Optional<XmlChildren> of(String xml) {
    var children = new ArrayList<Child>();
    var root = new Child("", -1, -1);
    var child = root;
    var depth = 0;
    for (var markup = MARKUP.matcher(xml); markup.find(); ) {
      if (markup.group("name") == null) {
        continue;
      }
      var ends = !markup.group("end").isEmpty();
      depth -= ends ? 1 : 0;
      if (!ends && depth == 0) {
        root = opened(markup);
      } else if (!ends && depth == 1) {
        child = opened(markup);
      }
      depth += ends || markup.group().endsWith("/>") ? 0 : 1;
      if (depth == 1 && child.from() > root.from()) {
        children.add(new Child(child.name(), child.from(), markup.end()));
        child = root;
      }
      if (depth <= 0) {
        return depth < 0 || root.from() < 0
            ? Optional.empty()
            : Optional.of(new XmlChildren(root.name(), root.from(), markup.end(), children));
      }
    }
    return Optional.empty();
  }

  private static Child opened(Matcher markup) {
    var name = markup.group("name");
    return new Child(name.substring(name.indexOf(':') + 1), markup.start(), -1);
  }
}
