package io.spiffeaws.profile;

import java.util.Locale;

/// A line of a shared file.
///
/// @param kind its kind, which may depend on the lines before it
/// @param content the line without its ending
/// @param ending `\n`, `\r\n` or `\r`; empty if the file ends without one
record IniLine(Kind kind, String content, String ending) {
  enum Kind {
    /// `[name]`, the start of a section.
    HEADER,
    /// `name = value`.
    SETTING,
    /// A continuation of the setting before it, with a deeper indent.
    CONTINUATION,
    /// A comment, an empty line, or a line that no reader accepts.
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

  /// Returns the name of a header, between its brackets, or of a setting, in lower case as readers
  /// compare it.
  String name() {
    return kind == Kind.HEADER
        ? content.substring(content.indexOf('[') + 1, content.indexOf(']')).strip()
        : content.substring(0, delimiter(content)).strip().toLowerCase(Locale.ROOT);
  }

  /// Returns the part of a setting's value that is on this line.
  String value() {
    return content.substring(delimiter(content) + 1).strip();
  }

  /// Returns the same setting with another value; its formatting is unchanged.
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

  /// Returns the white space at the start of the line.
  String indent() {
    return content.substring(0, content.length() - content.stripLeading().length());
  }

  /// Returns the index at which the name of a setting ends; -1 if there is none. botocore's reader
  /// also accepts a colon.
  static int delimiter(String content) {
    var equals = content.indexOf('=');
    var colon = content.indexOf(':');
    return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
  }

  /// Only the kind, since the content may be a secret.
  @Override
  public String toString() {
    return kind.toString();
  }
}
