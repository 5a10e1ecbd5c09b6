package io.spiffeaws.cli.options;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.cli.Invocation;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options for region, endpoints and the operator's credentials.
public final class AwsOptions {
  @Mixin private EndpointOptions endpoints;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {OperatorSessionOptions.PROFILE, "[env: AWS_PROFILE, AWS_DEFAULT_PROFILE]"})
  private @Nullable String profile;

  /// The settings are requested more than once.
  private boolean warned;

  /// @throws io.spiffeaws.problem.ProblemException malformed, if an endpoint in the environment is
  ///   invalid
  public AwsSettings settings(Invocation invocation) {
    return settings(invocation, EndpointOptions.CALLED);
  }

  /// As above, for a command that calls IAM Roles Anywhere.
  public AwsSettings managementSettings(Invocation invocation) {
    return settings(invocation, EndpointOptions.MANAGEMENT);
  }

  private AwsSettings settings(Invocation invocation, Set<String> called) {
    var settings = endpoints.settings(invocation, Optional.ofNullable(profile), called);
    if (!warned) {
      ChosenProfile.warnIfIgnored(settings, invocation);
      warned = true;
    }
    return settings;
  }
}
