package io.spiffeaws.aws;

/// An error response of an AWS service.
///
/// @param status the HTTP status
/// @param code the service's error code, `AccessDenied`; `HTTP 502` if there is none
/// @param words the service's error message, on one line and at most 300 characters; empty if there
///   is none
public record ServiceError(int status, String code, String words) {
  private static final int LONGEST = 300;

  public ServiceError {
    code = code.isEmpty() ? "HTTP " + status : code;
    words = oneLine(words);
  }

  /// Whether the service sent an error code, which a proxy in front of it does not.
  boolean coded() {
    return !code.equals("HTTP " + status);
  }

  private static String oneLine(String words) {
    var line = words.strip().replaceAll("\\s+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
