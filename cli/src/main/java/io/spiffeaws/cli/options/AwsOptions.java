package io.spiffeaws.cli.options;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.cli.Invocation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options for region, endpoints and the operator's credentials.
public final class AwsOptions {
  @Mixin private EndpointOptions endpoints;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {OperatorSessionOptions.PROFILE, "[env: AWS_PROFILE]"})
  private @Nullable String profile;

  /// @throws io.spiffeaws.problem.ProblemException malformed, if an endpoint in the environment is
  ///   invalid
  public AwsSettings settings(Invocation invocation) {
    return endpoints.settings(invocation, Optional.ofNullable(profile));
  }
}
