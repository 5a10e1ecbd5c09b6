package io.spiffeaws.aws;

import io.spiffeaws.problem.ProblemException;
import java.time.Duration;

/// Where the operator's own credentials come from. Thread-safe.
public interface KeySource {
  /// For calls that need none.
  KeySource NONE =
      () -> {
        throw ProblemException.refused(
            "no-aws-credentials",
            "no AWS credentials found",
            "set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use --profile");
      };

  /// @throws ProblemException refused, if there are none, or their issuer denies them; malformed,
  ///   if what should lead to them is broken; unreachable, if their issuer does not answer
  ExpiringKeys find();

  /// Whether keys that were found before are good for that long.
  default boolean isGoodFor(ExpiringKeys keys, Duration length) {
    return true;
  }
}
