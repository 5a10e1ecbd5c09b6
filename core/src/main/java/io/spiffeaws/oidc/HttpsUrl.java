package io.spiffeaws.oidc;

import java.net.URI;

/// Validates URLs that are fetched by HTTPS.
final class HttpsUrl {
  private static final int LAST_PORT = 65_535;

  private HttpsUrl() {}

  /// Parses an https URL.
  ///
  /// @param what the source of the URL for the error message: `the jwks_uri`
  /// @throws ProblemException malformed, if it is not an https URL or has an invalid port
  static URI parse(String what, String text) {
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException notAUri) {
      throw IssuerProblems.notHttps(what, text);
    }
    if (!"https".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
      throw IssuerProblems.notHttps(what, text);
    }
    if (!hasUsablePort(url)) {
      throw IssuerProblems.noSuchPort(what, text);
    }
    return url;
  }

  /// Returns whether the URL has no port or one from 1 to 65535.
  static boolean hasUsablePort(URI url) {
    return url.getPort() == -1 || (url.getPort() > 0 && url.getPort() <= LAST_PORT);
  }
}
