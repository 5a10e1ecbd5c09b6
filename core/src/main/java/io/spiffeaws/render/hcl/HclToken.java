package io.spiffeaws.render.hcl;

/// A token of an HCL file.
///
/// @param text of a word or a string, without quotes; otherwise the character itself
/// @param line at which it begins, from 1
record HclToken(Kind kind, String text, int line) {
  enum Kind {
    WORD,
    STRING,
    SIGN,
    END
  }

  boolean is(char sign) {
    return kind == Kind.SIGN && text.charAt(0) == sign;
  }

  boolean isText() {
    return kind == Kind.WORD || kind == Kind.STRING;
  }

  /// A description for messages.
  String found() {
    return kind == Kind.END ? "the end of the file" : "\"" + shown() + "\"";
  }

  private String shown() {
    var shown = new StringBuilder();
    text.codePoints()
        .limit(40)
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }
}
