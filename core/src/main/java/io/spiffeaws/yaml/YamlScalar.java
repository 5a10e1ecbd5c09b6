package io.spiffeaws.yaml;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.util.regex.Pattern;

/// Writes text as a scalar of YAML that is also valid within brackets.
public final class YamlScalar {
  /// Text that needs no quotes (YAML 1.2.2, sections 7.3.3 and 10.3).
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/_][A-Za-z0-9/_.@-]*");

  /// Exceptions: text that is a boolean or null without quotes, also for readers of YAML 1.1.
  private static final Pattern MORE_THAN_TEXT =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

  private YamlScalar() {}

  /// The text, in quotes if it needs them.
  public static String of(String text) {
    return PLAIN.matcher(text).matches() && !MORE_THAN_TEXT.matcher(text).matches()
        ? text
        : JsonText.compact(Json.of(text));
  }
}
