package io.spiffeaws.render.hcl;

import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/// Splits an HCL file into tokens (hashicorp/hcl, version 1, hcl/scanner). Not thread-safe.
final class HclTokens {
  private static final String SIGNS = "{}[]=,";
  private static final String END_OF_TEXT = "a closing quote";

  private final String file;
  private final String text;
  private final List<HclToken> tokens = new ArrayList<>();
  private int at;
  private int line;

  private HclTokens(String file, String text, int firstLine) {
    this.file = file;
    this.text = text;
    this.line = firstLine;
  }

  /// Splits a text.
  ///
  /// @param firstLine the line of the file at which the text begins
  /// @return the tokens, including one for the end
  /// @throws ProblemException malformed, with the line
  static List<HclToken> of(String file, String text, int firstLine) {
    var tokens = new HclTokens(file, text, firstLine);
    tokens.run();
    return tokens.tokens;
  }

  static ProblemException expected(String file, int line, String what, String found) {
    return ProblemException.malformed(
        "malformed-file", file + ":" + line + ": expected " + what + ", found " + found, "");
  }

  private void run() {
    while (at < text.length()) {
      next();
    }
    tokens.add(new HclToken(HclToken.Kind.END, "", line));
  }

  private void next() {
    var c = text.charAt(at);
    if (c == '#' || text.startsWith("//", at)) {
      skipTo("\n");
    } else if (text.startsWith("/*", at)) {
      at += 2;
      skipTo("*/");
      advance(Math.min(2, text.length() - at));
    } else if (text.startsWith("<<", at)) {
      heredoc();
    } else if (c == '"') {
      string();
    } else if (SIGNS.indexOf(c) >= 0) {
      tokens.add(new HclToken(HclToken.Kind.SIGN, String.valueOf(c), line));
      at++;
    } else if (isWord(c)) {
      word();
    } else if (Character.isWhitespace(c) || c == '\ufeff') {
      advance(1);
    } else {
      throw expected(
          file, line, "a setting", new HclToken(HclToken.Kind.WORD, "" + c, line).found());
    }
  }

  private void skipTo(String end) {
    var to = text.indexOf(end, at);
    advance((to < 0 ? text.length() : to) - at);
  }

  private void advance(int characters) {
    for (var to = at + characters; at < to; at++) {
      if (text.charAt(at) == '\n') {
        line++;
      }
    }
  }

  private void word() {
    var from = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    tokens.add(new HclToken(HclToken.Kind.WORD, text.substring(from, at), line));
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || "_-.+".indexOf(c) >= 0;
  }

  /// Reads a string. Quotes within `${…}` do not end it.
  private void string() {
    var firstLine = line;
    var value = new StringBuilder();
    var braces = 0;
    at++;
    while (at < text.length()) {
      var c = text.charAt(at);
      if (c == '"' && braces == 0) {
        at++;
        tokens.add(new HclToken(HclToken.Kind.STRING, value.toString(), firstLine));
        return;
      }
      if (c == '\n' && braces == 0) {
        throw expected(file, firstLine, END_OF_TEXT, "the end of the line");
      }
      if (text.startsWith("${", at)) {
        braces++;
        value.append('$');
        at++;
      } else if (c == '}' && braces > 0) {
        braces--;
      } else if (c == '\\' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at));
      advance(1);
    }
    throw expected(file, firstLine, END_OF_TEXT, "the end of the file");
  }

  private void heredoc() {
    var firstLine = line;
    var firstEnd = text.indexOf('\n', at);
    var name = firstEnd < 0 ? "" : text.substring(at + 2, firstEnd).strip();
    name = name.startsWith("-") ? name.substring(1) : name;
    if (name.isEmpty()) {
      throw expected(file, firstLine, "a name after <<", "none");
    }
    advance(firstEnd + 1 - at);
    var value = new StringBuilder();
    while (at < text.length()) {
      var end = text.indexOf('\n', at);
      var whole = text.substring(at, end < 0 ? text.length() : end);
      advance(whole.length() + (end < 0 ? 0 : 1));
      if (whole.strip().equals(name)) {
        tokens.add(new HclToken(HclToken.Kind.STRING, value.toString(), firstLine));
        return;
      }
      value.append(whole).append('\n');
    }
    throw expected(file, firstLine, "a line with " + name + " alone", "the end of the file");
  }
}
