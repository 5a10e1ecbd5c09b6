package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// Splits a command into words as a POSIX shell does (XCU 2.2, quoting), without any expansion.
/// Blanks separate words, `'…'` and `"…"` group, and a backslash quotes the next character.
public final class CommandWords {
  private CommandWords() {}

  /// Splits a command.
  ///
  /// @return at least one word
  /// @throws ProblemException malformed, if a quote is not closed or there is no word
  public static List<String> split(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var inWord = false;
    for (var at = 0; at < text.length(); at++) {
      var c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
          word.setLength(0);
        }
        inWord = false;
      } else {
        inWord = true;
        at = piece(text, at, word);
      }
    }
    if (inWord) {
      words.add(word.toString());
    }
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      throw malformed(text, "it specifies no program");
    }
    return words;
  }

  /// Appends one character, or one quoted part, to the word.
  ///
  /// @return the index of its last character
  private static int piece(String text, int at, StringBuilder word) {
    return switch (text.charAt(at)) {
      case '\'' -> {
        var end = text.indexOf('\'', at + 1);
        if (end < 0) {
          throw malformed(text, "a quote is not closed");
        }
        word.append(text, at + 1, end);
        yield end;
      }
      case '"' -> doubleQuoted(text, at + 1, word);
      case '\\' -> {
        if (at + 1 == text.length()) {
          throw malformed(text, "it ends with a backslash");
        }
        word.append(text.charAt(at + 1));
        yield at + 1;
      }
      default -> {
        word.append(text.charAt(at));
        yield at;
      }
    };
  }

  private static int doubleQuoted(String text, int from, StringBuilder word) {
    for (var at = from; at < text.length(); at++) {
      var c = text.charAt(at);
      if (c == '"') {
        return at;
      }
      var next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      if (c == '\\' && "\"\\$`".indexOf(next) >= 0) {
        word.append(next);
        at++;
      } else {
        word.append(c);
      }
    }
    throw malformed(text, "a quote is not closed");
  }

  private static ProblemException malformed(String text, String why) {
    return ProblemException.malformed(
        "malformed-server-exec",
        "\"" + SanitizedText.of(text) + "\" is not a command: " + why,
        "write it as in a shell: --server-exec 'kubectl exec -i -n spire spire-server-0 --"
            + " /opt/spire/bin/spire-server'");
  }
}
