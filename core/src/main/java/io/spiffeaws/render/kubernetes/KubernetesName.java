package io.spiffeaws.render.kubernetes;

import io.spiffeaws.problem.ProblemException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names of objects, as DNS labels (RFC 1123): 1 to 63 small letters, digits and inner hyphens.
public final class KubernetesName {
  private static final int LONGEST = 63;
  private static final Pattern LABEL =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0," + (LONGEST - 2) + "}[a-z0-9])?");

  private KubernetesName() {}

  /// @param what for the message: `namespace`
  /// @throws ProblemException malformed
  public static String parse(String text, String what) {
    if (!LABEL.matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-name",
          "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" is not the name of a " + what,
          "write 1 to 63 small letters, digits and inner hyphens");
    }
    return text;
  }

  /// The name that is closest to a text, its end where it is too long; two texts may have the same.
  static String of(String text) {
    var name =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    name = name.substring(Math.max(0, name.length() - LONGEST)).replaceAll("^-+", "");
    return name.isEmpty() ? "identity" : name;
  }
}
