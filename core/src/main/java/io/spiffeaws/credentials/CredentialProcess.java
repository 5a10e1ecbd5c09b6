package io.spiffeaws.credentials;

import io.spiffeaws.json.Json;
import java.time.temporal.ChronoUnit;

/// The JSON document that `credential_process` of an AWS profile prints (AWS SDKs and Tools
/// Reference Guide, process credential provider).
public final class CredentialProcess {
  private CredentialProcess() {}

  /// Returns the document. `Version` is the number 1. `Expiration` has no fractional seconds, since
  /// some readers reject them.
  public static Json.Obj document(SessionCredentials credentials) {
    return Json.object()
        .with("Version", Json.of(1))
        .with("AccessKeyId", Json.of(credentials.accessKeyId()))
        .with("SecretAccessKey", Json.of(credentials.secretAccessKey().reveal()))
        .with("SessionToken", Json.of(credentials.sessionToken().reveal()))
        .with(
            "Expiration",
            Json.of(credentials.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString()))
        .with("AccountId", Json.of(credentials.account()));
  }
}
