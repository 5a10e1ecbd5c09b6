package io.spiffeaws.exec;

import io.spiffeaws.credentials.CredentialVariables;
import io.spiffeaws.credentials.SessionCredentials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The environment of a program that receives credentials: its parent's, with these credentials
/// instead of any others.
public final class ChildEnvironment {
  private static final List<String> REPLACED =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_CREDENTIAL_EXPIRATION",
          "AWS_ACCOUNT_ID");

  private ChildEnvironment() {}

  /// Returns the environment with the credentials in it.
  ///
  /// @param region for both region variables; if empty, the parent's are unchanged
  public static Map<String, String> of(
      Map<String, String> parent, SessionCredentials credentials, Optional<String> region) {
    var child = without(parent);
    child.putAll(CredentialVariables.of(credentials, region));
    return child;
  }

  /// Returns the environment of a program that requests its credentials from an endpoint.
  ///
  /// @param variables that lead to the endpoint
  static Map<String, String> forEndpoint(
      Map<String, String> parent, Map<String, String> variables, Optional<String> region) {
    var child = without(parent);
    child.putAll(variables);
    child.putAll(CredentialVariables.ofRegion(region));
    return child;
  }

  private static Map<String, String> without(Map<String, String> parent) {
    var child = new HashMap<>(parent);
    child.keySet().removeIf(CredentialVariables::conflicts);
    child.keySet().removeAll(REPLACED);
    return child;
  }
}
