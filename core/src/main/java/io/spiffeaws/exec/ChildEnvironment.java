package io.spiffeaws.exec;

import io.spiffeaws.credentials.CredentialVariables;
import io.spiffeaws.credentials.SessionCredentials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The environment of a program that is given credentials: its parent's, with these in place of any
/// others.
public final class ChildEnvironment {
  private static final List<String> REPLACED =
      List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_CREDENTIAL_EXPIRATION",
          "AWS_ACCOUNT_ID");

  private ChildEnvironment() {}

  /// @param region for both region variables; the parent's stay where it is empty
  public static Map<String, String> of(
      Map<String, String> parent, SessionCredentials credentials, Optional<String> region) {
    var child = without(parent);
    child.putAll(CredentialVariables.of(credentials, region));
    return child;
  }

  /// For a program that asks an endpoint for its credentials, as often as it needs to.
  ///
  /// @param variables that name the endpoint, and whatever else leads there
  static Map<String, String> asking(
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
