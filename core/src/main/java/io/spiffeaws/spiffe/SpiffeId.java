package io.spiffeaws.spiffe;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.nio.charset.StandardCharsets;

/// A SPIFFE ID: `spiffe://<trust domain>[/<path>]` (SPIFFE-ID standard, section 2).
///
/// @param trustDomain 1 to 255 bytes of `a-z 0-9 . - _`, without scheme
/// @param path empty, or segments of `A-Z a-z 0-9 . - _`, each preceded by `/`, none of them `.` or
///   `..`
public record SpiffeId(String trustDomain, String path) implements Comparable<SpiffeId> {
  private static final String SCHEME = "spiffe://";
  private static final String PATH_WITHOUT_TRUST_DOMAIN = "(/[A-Za-z0-9_-]+)+";
  private static final int MAX_BYTES = 2048;
  private static final int MAX_TRUST_DOMAIN_BYTES = 255;

  public SpiffeId {
    checkTrustDomain(trustDomain, SCHEME + trustDomain + path);
    checkPath(path, SCHEME + trustDomain + path);
    var length = (SCHEME + trustDomain + path).getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_BYTES) {
      throw malformed(
          SCHEME + trustDomain + "/...", "it has " + length + " bytes, the limit is 2048");
    }
  }

  /// Parses the text form.
  ///
  /// @throws ProblemException malformed, with the first rule that the text breaks
  public static SpiffeId parse(String text) {
    if (!text.startsWith(SCHEME)) {
      throw malformed(text, "it does not begin with spiffe://");
    }
    var rest = text.substring(SCHEME.length());
    var slash = rest.indexOf('/');
    return slash < 0
        ? new SpiffeId(rest, "")
        : new SpiffeId(rest.substring(0, slash), rest.substring(slash));
  }

  /// Returns whether the path is reserved for SPIRE, `/spire/...`.
  public boolean reserved() {
    return path.equals("/spire") || path.startsWith("/spire/");
  }

  @Override
  public int compareTo(SpiffeId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return SCHEME + trustDomain + path;
  }

  private static void checkTrustDomain(String trustDomain, String whole) {
    if (trustDomain.isEmpty()) {
      throw malformed(whole, "its trust domain is empty");
    }
    if (trustDomain.length() > MAX_TRUST_DOMAIN_BYTES) {
      throw malformed(whole, "its trust domain is longer than 255 bytes");
    }
    for (var i = 0; i < trustDomain.length(); i++) {
      var c = trustDomain.charAt(i);
      if (!(lowerCase(c) || digitOrMark(c))) {
        throw malformed(
            whole,
            "its trust domain contains "
                + shown(c)
                + "; only lower-case letters, digits, '.', '-' and '_' are allowed");
      }
    }
  }

  private static void checkPath(String path, String whole) {
    if (path.isEmpty()) {
      return;
    }
    if (path.charAt(0) != '/') {
      throw malformed(whole, "its path does not begin with '/'");
    }
    for (var segment : path.substring(1).split("/", -1)) {
      checkSegment(segment, whole);
    }
  }

  private static void checkSegment(String segment, String whole) {
    if (segment.isEmpty()) {
      throw malformed(whole, "its path has an empty segment or ends with '/'");
    }
    if (segment.equals(".") || segment.equals("..")) {
      throw malformed(whole, "its path has the segment '" + segment + "'");
    }
    for (var i = 0; i < segment.length(); i++) {
      var c = segment.charAt(i);
      if (!(lowerCase(c) || upperCase(c) || digitOrMark(c))) {
        throw malformed(
            whole,
            "its path contains "
                + shown(c)
                + "; only letters, digits, '.', '-' and '_' are allowed between slashes");
      }
    }
  }

  private static boolean digitOrMark(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  }

  private static boolean lowerCase(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean upperCase(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static String shown(char c) {
    return c > ' ' && c < 127 ? "'" + c + "'" : String.format("the character U+%04X", (int) c);
  }

  private static ProblemException malformed(String whole, String why) {
    return ProblemException.malformed(
        "malformed-spiffe-id",
        "\"" + printable(whole) + "\" is not a SPIFFE ID: " + why,
        "write it as spiffe://<trust domain>/<path>, for example spiffe://example.org"
            + (whole.matches(PATH_WITHOUT_TRUST_DOMAIN) ? whole : "/s3-app"));
  }

  private static String printable(String text) {
    var cut = text.codePointCount(0, text.length()) > 120;
    var shown = cut ? text.substring(0, text.offsetByCodePoints(0, 120)) : text;
    return InvisibleCharacters.line(shown) + (cut ? "..." : "");
  }
}
