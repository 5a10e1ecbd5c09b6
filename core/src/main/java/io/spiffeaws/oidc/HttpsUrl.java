package io.spiffeaws.oidc;

import java.net.URI;

/// The form of a URL that is fetched by HTTPS, whoever wrote it.
final class HttpsUrl {
  private static final int LAST_PORT = 65_535;

  private HttpsUrl() {}

  /// @param what for the message: `the jwks_uri`
  /// @throws ProblemException malformed
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

  /// Whether there can be a server at its port; it may name none.
  static boolean hasUsablePort(URI url) {
    return url.getPort() == -1 || (url.getPort() > 0 && url.getPort() <= LAST_PORT);
  }
}
