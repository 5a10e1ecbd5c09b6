package io.spiffeaws.sandbox.aws.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces `${key}` and `${key, 'default'}` by values from the request. If a variable has no
/// value, the result matches nothing.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
final class PolicyVariables {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([^},]{1,256})(?:,\\s*'([^']{0,256})')?\\}");

  /// A character that no request contains: in compared values, AWS accepts only Latin-1.
  private static final String NOTHING = "\uE002";

  private PolicyVariables() {}

  static String fill(String text, RequestContext context) {
    if (!text.contains("${")) {
      return text;
    }
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(value(found.group(1), found.group(2), context)));
  }

  private static String value(
      String name, @org.jspecify.annotations.Nullable String fallback, RequestContext context) {
    return switch (name) {
      case "*" -> String.valueOf(Patterns.LITERAL_STAR);
      case "?" -> String.valueOf(Patterns.LITERAL_MARK);
      case "$" -> "$";
      default -> {
        var values = context.values(name.strip());
        if (values.size() == 1) {
          yield values
              .getFirst()
              .replace('*', Patterns.LITERAL_STAR)
              .replace('?', Patterns.LITERAL_MARK);
        }
        yield fallback == null ? NOTHING : fallback;
      }
    };
  }
}
