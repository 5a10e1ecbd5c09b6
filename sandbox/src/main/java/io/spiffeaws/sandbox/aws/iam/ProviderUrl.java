package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.net.URI;
import java.net.URISyntaxException;

/// The URL of a provider: https, without port, user, query or fragment. The rest is stored exactly
/// as given.
final class ProviderUrl {
  private static final String SCHEME = "https://";

  private ProviderUrl() {}

  /// Checks a URL.
  ///
  /// @return the URL without its scheme: the last part of the provider's ARN
  static String check(String url) {
    new Validation().length("url", url, 1, 255).finish();
    if (!url.contains("://")) {
      throw AwsError.validation("Invalid Open ID Connect Provider URL");
    }
    if (!url.startsWith(SCHEME)) {
      throw IamErrors.invalidInput(
          "Invalid Open ID Connect Provider URL. The URL must begin with https://.");
    }
    var uri = parse(url);
    if (uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null
        || uri.getRawAuthority().contains(":")) {
      throw IamErrors.invalidInput("Invalid Open ID Connect Provider URL.");
    }
    return url.substring(SCHEME.length());
  }

  private static URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw AwsError.validation("Invalid Open ID Connect Provider URL");
    }
  }
}
