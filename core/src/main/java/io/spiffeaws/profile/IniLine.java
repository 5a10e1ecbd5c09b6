package io.spiffeaws.profile;

import java.util.Locale;

/// A line of a shared file.
///
/// @param kind what it is, which may depend on the lines before it
/// @param content all but its ending
/// @param ending `\n`, `\r\n` or `\r`; empty where the file ends without one
record IniLine(Kind kind, String content, String ending) {
  enum Kind {
    /// `[name]`, which begins a section.
    HEADER,
    /// `name = value`.
    SETTING,
    /// More of the setting before it: indented deeper than that.
    CONTINUATION,
    /// A comment, an empty line, or what no reader makes sense of.
    OTHER
  }

  static IniLine header(String name, String ending) {
    return new IniLine(Kind.HEADER, "[" + name + "]", ending);
  }

  static IniLine setting(String indent, String name, String value, String ending) {
    return new IniLine(Kind.SETTING, indent + name + " = " + value, ending);
  }

  static IniLine empty(String ending) {
    return new IniLine(Kind.OTHER, "", ending);
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /// The name of a header, between its brackets, or of a setting, in lower case as readers compare
  /// it.
  String name() {
    return kind == Kind.HEADER
        ? content.substring(content.indexOf('[') + 1, content.indexOf(']')).strip()
        : content.substring(0, delimiter(content)).strip().toLowerCase(Locale.ROOT);
  }

  /// The value of a setting, as far as it stands on this line.
  String value() {
    return content.substring(delimiter(content) + 1).strip();
  }

  /// The same setting with another value; how it is written stays.
  IniLine withValue(String value) {
    var at = delimiter(content) + 1;
    while (at < content.length() && Character.isWhitespace(content.charAt(at))) {
      at++;
    }
    var head = content.substring(0, at);
    var spaced = head.endsWith("=") && content.charAt(Math.max(0, at - 2)) == ' ';
    return new IniLine(kind, head + (spaced ? " " : "") + value, ending);
  }

  IniLine withEnding(String other) {
    return new IniLine(kind, content, other);
  }

  /// The white space that it begins with.
  String indent() {
    return content.substring(0, content.length() - content.stripLeading().length());
  }

  /// Where the name of a setting ends; -1 where there is none. botocore's reader takes a colon too.
  static int delimiter(String content) {
    var equals = content.indexOf('=');
    var colon = content.indexOf(':');
    return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
  }

  /// What it is alone: its content may be a secret.
  @Override
  public String toString() {
    return kind.toString();
  }
}
