package io.spiffeaws.trust.policy;

import io.spiffeaws.text.EditDistance;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Recognizes a condition key that is probably meant to be the `:sub` or `:aud` of an issuer, but
/// is not: IAM compares key names without letter case, and everything else exactly.
public final class MisspelledKey {
  private static final Pattern KEY =
      Pattern.compile("(?i)(?:(.*)[:/.])?(sub|subject|subjects|aud|audience|audiences)");
  private static final Pattern ARN = Pattern.compile("(?i)arn:[^/]*/(.+)");

  private MisspelledKey() {}

  /// Returns `sub` or `aud`, or empty if the key is correct or is not similar to either.
  ///
  /// @param hostPath the issuer without its scheme, the prefix of its keys
  public static Optional<String> claim(String key, String hostPath) {
    var parts = KEY.matcher(key);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var claim = parts.group(2).toLowerCase(Locale.ROOT).substring(0, 3);
    return key.equalsIgnoreCase(hostPath + ":" + claim) || !isNear(parts.group(1), hostPath)
        ? Optional.empty()
        : Optional.of(claim);
  }

  /// Returns the issuer that a key names, without the claim; empty if it names none.
  public static Optional<String> prefix(String key) {
    var parts = KEY.matcher(key);
    return parts.matches() ? Optional.ofNullable(parts.group(1)) : Optional.empty();
  }

  private static boolean isNear(@Nullable String prefix, String hostPath) {
    if (prefix == null) {
      return true;
    }
    var ours = bare(prefix);
    var theirs = bare(hostPath);
    return ours.equals(theirs)
        || (ours.replaceAll("\\D", "").equals(theirs.replaceAll("\\D", ""))
            && EditDistance.between(ours, theirs) <= theirs.length() / 3);
  }

  private static String bare(String issuer) {
    var arn = ARN.matcher(issuer);
    return (arn.matches() ? arn.group(1) : issuer)
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^https?://", "")
        .replaceFirst("/+$", "")
        .replaceFirst(":443$", "");
  }
}
