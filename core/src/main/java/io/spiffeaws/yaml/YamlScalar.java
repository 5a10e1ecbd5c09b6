package io.spiffeaws.yaml;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.util.regex.Pattern;

/// Text as a scalar of YAML, also within brackets.
public final class YamlScalar {
  /// Text that means the same without quotes (YAML 1.2.2, sections 7.3.3 and 10.3).
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z/_][A-Za-z0-9/_.@-]*");

  /// Where it does not, to readers of YAML 1.1 too.
  private static final Pattern MORE_THAN_TEXT =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

  private YamlScalar() {}

  /// In quotes where it needs them.
  public static String of(String text) {
    return PLAIN.matcher(text).matches() && !MORE_THAN_TEXT.matcher(text).matches()
        ? text
        : JsonText.compact(Json.of(text));
  }
}
