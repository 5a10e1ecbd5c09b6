package io.spiffeaws.render.conf;

import io.spiffeaws.oidc.IssuerUrl;
import java.net.URI;

/// The location of an issuer's two documents.
///
/// @param host without port
/// @param path that both are below: empty, or with a leading slash and without a trailing one
public record IssuerLocation(String host, String path) {
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final String KEYS = "/keys";

  public static IssuerLocation of(IssuerUrl issuer) {
    var url = URI.create(issuer.text());
    var path = url.getPath();
    return new IssuerLocation(
        url.getHost(), path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
  }

  /// The URL of the keys, as named by the discovery document.
  static String keysUrl(IssuerUrl issuer) {
    var text = issuer.text();
    return (text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + KEYS;
  }

  /// Path of the discovery document (OpenID Connect Discovery 1.0, section 4).
  public String discoveryPath() {
    return path + DISCOVERY;
  }

  public String keysPath() {
    return path + KEYS;
  }
}
