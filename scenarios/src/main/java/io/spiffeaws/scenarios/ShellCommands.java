package io.spiffeaws.scenarios;

import java.util.ArrayList;
import java.util.List;

/// Extracts the commands from shell text, each as its words. It supports as much shell grammar as
/// the documents need: quotes are removed, redirections and comments are skipped, and values that
/// only a shell can determine, such as a variable's value, become [#UNKNOWN].
final class ShellCommands {
  /// A value that is not known.
  static final String UNKNOWN = "\u0001";

  private final String text;
  private final List<Command> commands;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean dropNext;
  private String heredoc = "";
  private int at;
  private int line;

  /// A command.
  ///
  /// @param line the line on which it ends, counted from 1
  record Command(int line, List<String> words) {}

  private ShellCommands(String text, int line, List<Command> commands) {
    this.text = text;
    this.line = line;
    this.commands = commands;
  }

  /// Returns the commands of a text.
  ///
  /// @param line the line of the file at which the text begins
  static List<Command> of(String text, int line) {
    var commands = new ArrayList<Command>();
    new ShellCommands(text, line, commands).read();
    return commands;
  }

  private void read() {
    while (at < text.length()) {
      var c = text.charAt(at++);
      switch (c) {
        case '\\' -> escaped();
        case '\'' -> literal();
        case '"' -> quoted();
        case '$', '`' -> substitution(c);
        case ' ', '\t' -> endWord();
        case '\n' -> endLine();
        case '#' -> comment();
        case ';', '&', '|', '(', ')' -> endCommand();
        case '<', '>' -> redirection(c);
        default -> append(String.valueOf(c));
      }
    }
    endCommand();
  }

  private void literal() {
    var end = closing('\'');
    append(text.substring(at, end));
    at = end + 1;
  }

  private void escaped() {
    if (at < text.length() && text.charAt(at) == '\n') {
      line++;
    } else if (at < text.length()) {
      append(String.valueOf(text.charAt(at)));
    }
    at++;
  }

  private int closing(char quote) {
    var end = text.indexOf(quote, at);
    return end < 0 ? text.length() : end;
  }

  private void quoted() {
    inWord = true;
    while (at < text.length() && text.charAt(at) != '"') {
      var c = text.charAt(at++);
      if (c == '$' || c == '`') {
        substitution(c);
      } else if (c == '\\' && at < text.length()) {
        append(String.valueOf(text.charAt(at++)));
      } else {
        append(String.valueOf(c));
      }
    }
    at++;
  }

  private void substitution(char sign) {
    append(UNKNOWN);
    if (sign == '`') {
      var end = closing('`');
      commands.addAll(of(text.substring(at, end), line));
      at = end + 1;
    } else if (text.startsWith("(", at)) {
      var end = balanced(at);
      commands.addAll(of(text.substring(at + 1, end), line));
      at = end + 1;
    } else if (text.startsWith("{", at)) {
      at = closing('}') + 1;
    } else {
      while (at < text.length()
          && (Character.isLetterOrDigit(text.charAt(at))
              || "_?!#@$".indexOf(text.charAt(at)) >= 0)) {
        at++;
      }
    }
  }

  private int balanced(int open) {
    var depth = 0;
    for (var i = open; i < text.length(); i++) {
      depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return text.length();
  }

  private void comment() {
    if (inWord) {
      append("#");
    } else {
      at = closing('\n');
    }
  }

  private void redirection(char sign) {
    if (word.toString().matches("[0-9]+")) {
      word.setLength(0);
      inWord = false;
    }
    endWord();
    var here = sign == '<' && text.startsWith("<", at);
    while (at < text.length() && "<>&-".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    dropNext = true;
    if (here) {
      heredoc = text.substring(at).strip().split("\\s", 2)[0].replaceAll("['\"]", "");
    }
  }

  private void append(String part) {
    line += (int) part.chars().filter(c -> c == '\n').count();
    word.append(part);
    inWord = true;
  }

  private void endWord() {
    if (inWord && !dropNext) {
      words.add(word.toString());
    }
    dropNext &= !inWord;
    word.setLength(0);
    inWord = false;
  }

  private void endCommand() {
    endWord();
    if (!words.isEmpty()) {
      commands.add(new Command(line, List.copyOf(words)));
      words.clear();
    }
  }

  private void endLine() {
    endCommand();
    line++;
    if (!heredoc.isEmpty()) {
      var end = text.indexOf("\n" + heredoc, at - 1);
      var from = at;
      at = end < 0 ? text.length() : end + 1 + heredoc.length();
      line += (int) text.substring(from, at).chars().filter(c -> c == '\n').count();
      heredoc = "";
    }
  }
}
