package io.spiffeaws.credentials;

import io.spiffeaws.secret.Secret;
import java.time.Instant;

/// AWS credentials of an assumed role's session.
///
/// @param accessKeyId the public half
/// @param secretAccessKey the key that requests are signed with
/// @param sessionToken what goes with each request
/// @param expiresAt when they end
/// @param assumedRoleArn `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`
/// @param account the account's ID; 12 digits with AWS, and whatever they have with others
public record SessionCredentials(
    String accessKeyId,
    Secret secretAccessKey,
    Secret sessionToken,
    Instant expiresAt,
    String assumedRoleArn,
    String account) {}
