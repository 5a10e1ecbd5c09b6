package io.spiffeaws.aws;

import java.time.Instant;
import java.util.Optional;

/// AWS credentials and when they expire.
///
/// @param expires empty for the keys of an IAM user, which do not expire
public record ExpiringKeys(AwsKeys keys, Optional<Instant> expires) {}
