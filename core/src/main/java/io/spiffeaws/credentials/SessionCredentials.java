package io.spiffeaws.credentials;

import io.spiffeaws.secret.Secret;
import java.time.Instant;

/// AWS credentials of a role session.
///
/// @param accessKeyId the ID of the key, which is not secret
/// @param secretAccessKey the key that signs requests
/// @param sessionToken the token that is sent with each request
/// @param expiresAt when the credentials expire
/// @param assumedRoleArn `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`
/// @param account the account ID; 12 digits at AWS, any text at other providers
public record SessionCredentials(
    String accessKeyId,
    Secret secretAccessKey,
    Secret sessionToken,
    Instant expiresAt,
    String assumedRoleArn,
    String account) {}
