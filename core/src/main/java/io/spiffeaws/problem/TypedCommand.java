package io.spiffeaws.problem;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A command as a hint names it, to be typed or pasted into a shell. What is in it may be a
/// stranger's: the claims of a token that is looked into, names that others gave. So each word is
/// quoted where a shell would take it for more than a word (POSIX, Shell Command Language, 2.2).
public final class TypedCommand {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private TypedCommand() {}

  /// @param form the command, as a format for [String#format] with a `%s` for each word
  public static String of(String form, Object... words) {
    return form.formatted(Arrays.stream(words).map(word -> word(word.toString())).toArray());
  }

  /// An option that may be given several times: `--audience a --audience b`.
  public static String options(String name, List<String> values) {
    return values.stream().map(value -> name + " " + word(value)).collect(Collectors.joining(" "));
  }

  /// The word, in single quotes where it needs any.
  public static String word(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
