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
    var child = new HashMap<>(parent);
    child.keySet().removeAll(CredentialVariables.CONFLICTING);
    child.keySet().removeAll(REPLACED);
    child.putAll(CredentialVariables.of(credentials, region));
    return child;
  }
}
