package io.spiffeaws.problem;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Formats a command for a hint, to be typed or pasted into a shell. Its words may come from
/// untrusted sources: the claims of an inspected token, names in an account. So each word that
/// contains characters special to a shell is quoted (POSIX, Shell Command Language, 2.2).
public final class TypedCommand {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private TypedCommand() {}

  /// Returns the command with its words quoted.
  ///
  /// @param form the command, as a format for [String#format] with a `%s` for each word
  public static String of(String form, Object... words) {
    return form.formatted(Arrays.stream(words).map(word -> word(word.toString())).toArray());
  }

  /// Returns a repeated option: `--audience a --audience b`.
  public static String options(String name, List<String> values) {
    return values.stream().map(value -> name + " " + word(value)).collect(Collectors.joining(" "));
  }

  /// Returns the word, in single quotes if it needs quoting.
  public static String word(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
