package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.time.RetryBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--wait`: patience for what was just made.
public final class WaitOption {
  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description = {
        "How long to retry while a new entry or an IAM change propagates",
        "[env: SPIFFE_AWS_WAIT] [default: 0s]"
      })
  private @Nullable Duration wait;

  /// Begins to wait now.
  public RetryBudget retryBudget(Invocation invocation) {
    return new RetryBudget(invocation.sleeper(), duration(invocation));
  }

  /// How long to wait; zero: one try and no more.
  public Duration duration(Invocation invocation) {
    return wait != null
        ? wait
        : invocation
            .named(null, "--wait", "SPIFFE_AWS_WAIT")
            .map(value -> value.parse(DurationText::parse))
            .orElse(Duration.ZERO);
  }
}
