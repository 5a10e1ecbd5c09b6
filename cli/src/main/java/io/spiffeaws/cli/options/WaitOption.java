package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.time.RetryBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--wait`: how long to retry while a change propagates.
public final class WaitOption {
  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description = {
        "How long to retry while a new entry or an IAM change propagates",
        "[env: SPIFFE_AWS_WAIT] [default: 0s]"
      })
  private @Nullable Duration wait;

  /// The retry budget, which starts now.
  public RetryBudget retryBudget(Invocation invocation) {
    return new RetryBudget(invocation.sleeper(), duration(invocation));
  }

  /// The same, and shows on a terminal what the command waits for.
  ///
  /// @param result what the command obtains, such as `credentials`
  public RetryBudget retryBudget(String result, Invocation invocation) {
    var duration = duration(invocation);
    return new RetryBudget(
        invocation.sleeper(),
        duration,
        problem ->
            invocation.progress(
                "waiting up to %s for %s: %s"
                    .formatted(DurationText.print(duration), result, problem.message())));
  }

  /// How long to retry; zero for a single attempt.
  public Duration duration(Invocation invocation) {
    return wait != null
        ? wait
        : invocation
            .named(null, "--wait", "SPIFFE_AWS_WAIT")
            .map(value -> value.parse(DurationText::parse))
            .orElse(Duration.ZERO);
  }
}
