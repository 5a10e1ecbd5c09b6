package io.spiffeaws.credentials;

import io.spiffeaws.json.Json;
import java.time.temporal.ChronoUnit;

/// The form that `credential_process` of an AWS profile is read in (AWS SDKs and Tools Reference
/// Guide, process credential provider).
public final class CredentialProcess {
  private CredentialProcess() {}

  /// `Version` is the number 1 and `Expiration` has no part of a second, since some readers take no
  /// other.
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
