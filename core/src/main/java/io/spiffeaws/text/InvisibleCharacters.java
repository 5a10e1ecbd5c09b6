package io.spiffeaws.text;

import io.spiffeaws.problem.ProblemException;
import java.util.function.IntPredicate;

/// Characters that a reader of a plan cannot see, or that change how the surrounding text is shown.
/// These are the Unicode general categories C (control, format, unpaired surrogate, private use,
/// unassigned), Zl and Zp. Other characters with the property Default_Ignorable_Code_Point are
/// included (Unicode Standard, sections 4.5 and 5.21).
///
/// Unassigned characters are included because characters that are assigned later may be invisible,
/// and no font shows them.
public final class InvisibleCharacters {
  private InvisibleCharacters() {}

  /// Whether a code point is such a character.
  public static boolean contains(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> ignorable(c);
    };
  }

  /// Requires that an identifier has none of them.
  ///
  /// @param what name of the text, for the message: `the hint`
  /// @return the text
  /// @throws ProblemException malformed, with the character and its position in characters, from 1
  public static String check(String text, String what) {
    return check(text, what, InvisibleCharacters::contains);
  }

  /// Requires that text of several lines has none of them apart from newlines and tabs.
  public static String checkLines(String text, String what) {
    return check(text, what, c -> c != '\n' && c != '\t' && contains(c));
  }

  private static String check(String text, String what, IntPredicate rejected) {
    for (var at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      var c = text.codePointAt(at);
      if (rejected.test(c)) {
        throw ProblemException.malformed(
            "invisible-character",
            "%s has the invisible character U+%04X at position %d"
                .formatted(what, c, text.codePointCount(0, at) + 1),
            "delete that character, or type the text again");
      }
    }
    return text;
  }

  /// The text with each of them escaped as `\u200b`, except the control characters of ISO 8859,
  /// which include newlines and colour codes.
  public static String escaped(String text) {
    if (text.codePoints().noneMatch(InvisibleCharacters::isEscaped)) {
      return text;
    }
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isEscaped(c)) {
            for (var unit : Character.toChars(c)) {
              shown.append("\\u%04x".formatted((int) unit));
            }
          } else {
            shown.appendCodePoint(c);
          }
        });
    return shown.toString();
  }

  /// The text on one line: escaped, with the control characters of ISO 8859 replaced by `?`.
  public static String line(String text) {
    var shown = new StringBuilder();
    escaped(text)
        .codePoints()
        .forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return shown.toString();
  }

  private static boolean isEscaped(int c) {
    return contains(c) && !Character.isISOControl(c);
  }

  /// Whether a letter or mark has the property Default_Ignorable_Code_Point.
  private static boolean ignorable(int c) {
    return c == 0x34f
        || c == 0x115f
        || c == 0x1160
        || c == 0x17b4
        || c == 0x17b5
        || (c >= 0x180b && c <= 0x180f)
        || c == 0x3164
        || (c >= 0xfe00 && c <= 0xfe0f)
        || c == 0xffa0
        || (c >= 0xe0100 && c <= 0xe01ef);
  }
}
