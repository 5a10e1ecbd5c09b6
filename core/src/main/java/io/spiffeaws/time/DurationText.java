package io.spiffeaws.time;

import io.spiffeaws.problem.ProblemException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses and prints durations as written on a command line: `90s`, `15m`, `1h30m`, or whole
/// seconds.
public final class DurationText {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private DurationText() {}

  /// Parses a duration.
  ///
  /// @throws ProblemException malformed, with the accepted forms
  public static Duration parse(String text) {
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    var parts = FORM.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      throw ProblemException.malformed(
          "malformed-duration",
          "\"" + text + "\" is not a duration such as 90s, 15m or 1h30m",
          "use a unit, as in 90s; a number without a unit is in seconds");
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)));
  }

  /// The shortest form that [#parse(String)] accepts, such as `1h30m`; fractions of a second are
  /// dropped.
  public static String print(Duration duration) {
    var text = new StringBuilder();
    part(text, duration.toHours(), 'h');
    part(text, duration.toMinutesPart(), 'm');
    part(text, duration.toSecondsPart(), 's');
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void part(StringBuilder text, long number, char unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
