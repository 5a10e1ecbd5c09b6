package io.spiffeaws.oidc;

/// The web server of an issuer, in hints: the reader may not be the one who can change it.
///
/// @param host its name
record WebServer(String host) {
  static WebServer of(String host) {
    return new WebServer(host);
  }

  /// Returns a hint that begins with the place of a change and the person who can make it.
  ///
  /// @param change an imperative
  String hint(String change) {
    return "on the web server of %s (or ask its operator): %s".formatted(host, change);
  }

  /// Returns the hint for a server that takes longer than AWS waits for both documents together.
  String hintToAnswerInTime() {
    return hint(
        "serve the discovery document and the keys as static files, or cache them, so that AWS"
            + " receives both within 5s");
  }
}
