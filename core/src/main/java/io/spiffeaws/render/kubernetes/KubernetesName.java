package io.spiffeaws.render.kubernetes;

import io.spiffeaws.problem.ProblemException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names of objects, as DNS labels (RFC 1123): 1 to 63 lower-case letters, digits and inner
/// hyphens.
public final class KubernetesName {
  private static final int LONGEST = 63;
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0," + (LONGEST - 2) + "}[a-z0-9])?");

  private KubernetesName() {}

  /// Requires a valid name.
  ///
  /// @param what for the message: `namespace`
  /// @return the same text
  /// @throws ProblemException malformed
  public static String parse(String text, String what) {
    if (!LABEL.matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-name",
          "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" is not a valid name of a " + what,
          "specify 1 to 63 lower-case letters, digits and inner hyphens");
    }
    return text;
  }

  /// The valid name closest to a text; a text that is too long is truncated at its start. Two texts
  /// may result in the same name.
  static String of(String text) {
    var name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    name = name.substring(Math.max(0, name.length() - LONGEST)).replaceAll("^-+", "");
    return name.isEmpty() ? "identity" : name;
  }
}
