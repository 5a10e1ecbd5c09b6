package io.spiffeaws.aws;

import java.time.Instant;
import java.util.Optional;

/// Credentials and until when they are good.
///
/// @param expires empty for the keys of a user, which do not expire
public record ExpiringKeys(AwsKeys keys, Optional<Instant> expires) {}
