package io.spiffeaws.credentials;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The environment variables that SDKs read credentials from.
///
/// SDKs prefer these variables to most other sources, but not to all. Some SDKs prefer the profile
/// in `AWS_PROFILE`, and old ones prefer `AWS_SECURITY_TOKEN`. So a caller that sets these
/// variables also unsets [#OVERRIDING], and for a child program also [#CONFLICTING].
public final class CredentialVariables {
  /// Variables that override these in some SDK.
  public static final List<String> OVERRIDING =
      List.of("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SECURITY_TOKEN");

  /// Variables that hold or name credentials from another source.
  public static final List<String> CONFLICTING =
      List.of(
          "AWS_PROFILE",
          "AWS_DEFAULT_PROFILE",
          "AWS_SECURITY_TOKEN",
          "AWS_ROLE_ARN",
          "AWS_ROLE_SESSION_NAME",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
          "AWS_ACCESS_KEY",
          "AWS_SECRET_KEY",
          "AWS_CREDENTIAL_FILE");

  /// The prefix of variables that hold a token of one service each. SDKs prefer such a token to any
  /// credentials.
  private static final String BEARER_TOKEN = "AWS_BEARER_TOKEN_";

  /// The variables whose values must not be shown.
  public static final List<String> SECRET = List.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  private CredentialVariables() {}

  /// Whether a variable holds or names credentials from another source: one of [#CONFLICTING], or a
  /// token of a service.
  public static boolean conflicts(String name) {
    return CONFLICTING.contains(name) || name.startsWith(BEARER_TOKEN);
  }

  /// Returns the variables, including the secrets, in the order in which they are written.
  ///
  /// @param region see [#ofRegion]
  public static Map<String, String> of(SessionCredentials credentials, Optional<String> region) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("AWS_ACCESS_KEY_ID", credentials.accessKeyId());
    variables.put("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey().reveal());
    variables.put("AWS_SESSION_TOKEN", credentials.sessionToken().reveal());
    variables.put(
        "AWS_CREDENTIAL_EXPIRATION",
        credentials.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString());
    if (!credentials.account().isEmpty()) {
      variables.put("AWS_ACCOUNT_ID", credentials.account());
    }
    variables.putAll(ofRegion(region));
    return variables;
  }

  /// Returns both region variables, since older programs read only the second; empty if there is no
  /// region.
  public static Map<String, String> ofRegion(Optional<String> region) {
    var variables = new LinkedHashMap<String, String>();
    region.ifPresent(name -> {
      variables.put("AWS_REGION", name);
      variables.put("AWS_DEFAULT_REGION", name);
    });
    return variables;
  }
}
