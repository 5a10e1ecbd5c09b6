package io.spiffeaws.credentials;

import io.spiffeaws.secret.Secret;
import java.time.Instant;
import java.util.Optional;

/// AWS credentials of a role session.
///
/// @param accessKeyId the ID of the key, which is not secret
/// @param secretAccessKey the key that signs requests
/// @param sessionToken the token that is sent with each request
/// @param expiresAt when the credentials expire
/// @param assumedRoleArn `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`
/// @param account the account ID; 12 digits at AWS, any text at other providers
/// @param renewBy when new credentials are to be obtained at the latest, although these have not
///   expired; empty if only their own expiry counts
public record SessionCredentials(
    String accessKeyId,
    Secret secretAccessKey,
    Secret sessionToken,
    Instant expiresAt,
    String assumedRoleArn,
    String account,
    Optional<Instant> renewBy) {
  /// Credentials of which only their own expiry counts.
  public SessionCredentials(
      String accessKeyId,
      Secret secretAccessKey,
      Secret sessionToken,
      Instant expiresAt,
      String assumedRoleArn,
      String account) {
    this(
        accessKeyId,
        secretAccessKey,
        sessionToken,
        expiresAt,
        assumedRoleArn,
        account,
        Optional.empty());
  }

  /// Returns the same credentials with another time of renewal.
  public SessionCredentials renewedBy(Optional<Instant> latest) {
    return new SessionCredentials(
        accessKeyId, secretAccessKey, sessionToken, expiresAt, assumedRoleArn, account, latest);
  }
}
