package io.spiffeaws.cli.options;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.cli.Invocation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where AWS is, and whose credentials calls are made with.
public final class AwsOptions {
  @Mixin private EndpointOptions endpoints;

  @Option(names = "--profile", paramLabel = "NAME", description = {
        OperatorSessionOptions.PROFILE,
        "[env: AWS_PROFILE]"
      })
  private @Nullable String profile;

  /// @throws io.spiffeaws.problem.ProblemException malformed, where an endpoint in the environment
  ///   cannot be used
  public AwsSettings settings(Invocation invocation) {
    return endpoints.settings(invocation, Optional.ofNullable(profile));
  }
}
