package io.spiffeaws.aws;

import io.spiffeaws.problem.ProblemException;
import java.time.Duration;

/// A source of the operator's own credentials. Thread-safe.
public interface KeySource {
  /// For calls that need no credentials.
  KeySource NONE =
      () -> {
        throw ProblemException.refused(
            "no-aws-credentials",
            "no AWS credentials found",
            "set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or specify --profile");
      };

  /// Finds the credentials.
  ///
  /// @throws ProblemException refused, if there are none, or their issuer denies them; malformed,
  ///   if the configuration that leads to them is invalid; unreachable, if their issuer does not
  ///   respond
  ExpiringKeys find();

  /// Whether keys that were found earlier are valid for at least that long.
  default boolean isGoodFor(ExpiringKeys keys, Duration length) {
    return true;
  }
}
