package io.spiffeaws.sandbox.aws.iam;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Formats times as IAM does: whole seconds, UTC.
final class Timestamps {
  private Timestamps() {}

  static String of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
