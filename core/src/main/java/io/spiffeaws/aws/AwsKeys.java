package io.spiffeaws.aws;

import io.spiffeaws.secret.Secret;
import java.util.Optional;

/// Credentials as a program's environment holds them.
///
/// @param sessionToken empty for the keys of a user
public record AwsKeys(String accessKeyId, Secret secretAccessKey, Optional<Secret> sessionToken) {}
