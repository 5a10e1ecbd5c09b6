package io.spiffeaws.oidc;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// How far a connection is, and how long its steps took. Thread-safe: one thread connects, another
/// one gives up.
final class HandshakeProgress {
  /// The steps of a connection.
  enum Step {
    DNS,
    CONNECT,
    TLS
  }

  private final Map<Step, Duration> took = new EnumMap<>(Step.class);
  private Step step = Step.DNS;
  private long begun = System.nanoTime();

  synchronized void begin(Step next) {
    end();
    step = next;
  }

  /// Ends the current step.
  synchronized void end() {
    var now = System.nanoTime();
    took.merge(step, Duration.ofNanos(now - begun), Duration::plus);
    begun = now;
  }

  /// Returns the step that has begun, but not ended.
  synchronized Step step() {
    return step;
  }

  synchronized IssuerHandshake.Timing timing() {
    return new IssuerHandshake.Timing(of(Step.DNS), of(Step.CONNECT), of(Step.TLS));
  }

  private Duration of(Step one) {
    return took.getOrDefault(one, Duration.ZERO);
  }
}
