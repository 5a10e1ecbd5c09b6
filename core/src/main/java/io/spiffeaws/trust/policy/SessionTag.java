package io.spiffeaws.trust.policy;

import java.util.regex.Pattern;

/// The values that fit a session tag (IAM, `Tag`: `Value`). IAM Roles Anywhere omits the tag of a
/// field that does not fit (IAM Roles Anywhere User Guide, "Attribute mapping").
public final class SessionTag {
  /// The longest value.
  public static final int MAX_LENGTH = 256;

  private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

  private SessionTag() {}

  /// Whether a value fits. A pattern fits if it may match a value that fits.
  public static boolean fits(String value) {
    var literal = value.replace("*", "").replace('?', 'x');
    return literal.length() <= MAX_LENGTH && VALUE.matcher(literal).matches();
  }

  /// Returns why a value does not fit, as the end of a sentence about it.
  public static String misfit(String value) {
    return value.replace("*", "").length() > MAX_LENGTH
        ? "it has %d characters, and a session tag has at most %d"
            .formatted(value.length(), MAX_LENGTH)
        : "it has characters that a session tag cannot have";
  }
}
