package io.spiffeaws.aws;

import io.spiffeaws.secret.Secret;
import java.util.Optional;

/// AWS credentials as in a program's environment.
///
/// @param sessionToken empty for the keys of an IAM user
public record AwsKeys(String accessKeyId, Secret secretAccessKey, Optional<Secret> sessionToken) {}
