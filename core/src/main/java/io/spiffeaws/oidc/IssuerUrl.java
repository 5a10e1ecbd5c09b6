package io.spiffeaws.oidc;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.text.InvisibleCharacters;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// An issuer's URL. It is stored exactly as written, because token, discovery document and IAM
/// provider must have exactly the same URL; a trailing slash makes it a different issuer.
///
/// @param text begins with `https://`, has a host, no query, no fragment, no user, and at most 255
///   characters (IAM, CreateOpenIDConnectProvider, `Url`)
public record IssuerUrl(String text) {
  private static final String SCHEME = "https://";
  private static final String HINT = "use https://HOST[/PATH], exactly as in the tokens' iss claim";
  private static final int MAX_LENGTH = 255;

  public IssuerUrl {
    check(text);
  }

  /// Parses an issuer's URL.
  ///
  /// @throws ProblemException malformed, with the first rule that the text violates
  public static IssuerUrl parse(String text) {
    return new IssuerUrl(text);
  }

  /// Returns the URL without its scheme: the resource of the provider's ARN and the prefix of its
  /// condition keys (IAM User Guide, "Available keys for AWS web identity federation").
  public String hostPath() {
    return text.substring(SCHEME.length());
  }

  /// Returns whether it has a port, which IAM does not accept.
  public boolean hasPort() {
    return URI.create(text).getPort() != -1;
  }

  /// Returns the URL of the discovery document. A trailing slash is removed first (OpenID Connect
  /// Discovery 1.0, section 4.1). The host is in lower case (RFC 3986, section 6.2.2.1), because
  /// SPIRE's OIDC discovery provider rejects others.
  public URI discoveryDocument() {
    var base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    var host = URI.create(text).getHost();
    var path = base.substring(SCHEME.length() + host.length());
    return URI.create(
        SCHEME + host.toLowerCase(Locale.ROOT) + path + "/.well-known/openid-configuration");
  }

  @Override
  public String toString() {
    return text;
  }

  private static void check(String text) {
    if (!text.startsWith(SCHEME)) {
      throw withoutScheme(text);
    }
    InvisibleCharacters.check(text, "the issuer's URL");
    if (text.length() > MAX_LENGTH) {
      throw malformed(text.substring(0, 60) + "...", "it is longer than 255 characters");
    }
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      throw malformed(text, "it is not a URL");
    }
    if (url.getHost() == null) {
      throw malformed(text, "it has no host");
    }
    if (!HttpsUrl.hasUsablePort(url)) {
      throw malformed(text, "its port is outside 1 to 65535");
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw malformed(text, "it has a user, a query or a fragment");
    }
  }

  /// The problem of a URL without https, which suggests the complete URL if there is a valid one.
  /// The AWS console and a provider's ARN show an issuer without its scheme.
  private static ProblemException withoutScheme(String text) {
    var meant = SCHEME + text.replaceFirst("^(?i)[a-z]+://", "");
    var why = "it does not begin with https://";
    try {
      check(meant);
    } catch (ProblemException alsoWrong) {
      return malformed(text, why);
    }
    return meant.contains(".")
        ? ProblemException.malformed(
            "malformed-issuer",
            "\"" + text + "\" is not an issuer's URL: " + why,
            "did you mean " + TypedCommand.word(meant) + "?")
        : malformed(text, why);
  }

  private static ProblemException malformed(String text, String why) {
    return ProblemException.malformed(
        "malformed-issuer", "\"" + text + "\" is not an issuer's URL: " + why, HINT);
  }
}
