package io.spiffeaws.cli.options;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for a session, and the operator's profile. Its region and endpoints are used for the
/// session, and its credentials only to check or explain the role's trust policy.
public final class OperatorSessionOptions extends SessionOptions {
  static final String PROFILE = "Profile in ~/.aws for calls with the operator's own credentials";

  private static final String USE =
      "Profile in ~/.aws for region, endpoints and calls that read the role in IAM";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {USE, "[env: AWS_PROFILE, AWS_DEFAULT_PROFILE]"})
  private @Nullable String profile;

  @Override
  Optional<String> operatorProfile() {
    return Optional.ofNullable(profile);
  }
}
