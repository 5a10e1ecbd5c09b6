package io.spiffeaws.aws;

import java.time.Instant;
import java.util.Optional;

/// AWS credentials, when they expire, and their source.
///
/// @param expires empty for the keys of an IAM user, which do not expire
public record ExpiringKeys(AwsKeys keys, Optional<Instant> expires, KeyOrigin origin) {
  /// Of an unknown origin.
  public ExpiringKeys(AwsKeys keys, Optional<Instant> expires) {
    this(keys, expires, KeyOrigin.UNKNOWN);
  }

  /// Returns the keys of environment variables, which are not renewed.
  public static ExpiringKeys ofEnvironment(AwsKeys keys) {
    return new ExpiringKeys(keys, Optional.empty(), KeyOrigin.ofEnvironment(keys));
  }

  /// Returns the same credentials with another origin.
  public ExpiringKeys from(KeyOrigin other) {
    return new ExpiringKeys(keys, expires, other);
  }
}
