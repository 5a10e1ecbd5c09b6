package io.spiffeaws.aws;

/// An AWS service's answer that is no success.
///
/// @param status of HTTP
/// @param code the service's own, `AccessDenied`; `HTTP 502` where it gave none
/// @param words the service's own, on one line and at most 300 characters; empty where it gave none
public record ServiceRefusal(int status, String code, String words) {
  private static final int LONGEST = 300;

  public ServiceRefusal {
    code = code.isEmpty() ? "HTTP " + status : code;
    words = oneLine(words);
  }

  /// Whether the service gave a code of its own, which what only stands in front of it does not.
  boolean coded() {
    return !code.equals("HTTP " + status);
  }

  private static String oneLine(String words) {
    var line = words.strip().replaceAll("\\s+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
