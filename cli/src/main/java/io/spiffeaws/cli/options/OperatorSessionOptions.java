package io.spiffeaws.cli.options;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for a session, and the operator's profile, whose credentials are used to explain a
/// denial.
public final class OperatorSessionOptions extends SessionOptions {
  static final String PROFILE = "Profile in ~/.aws for calls with the operator's own credentials";

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {PROFILE, "[env: AWS_PROFILE]"})
  private @Nullable String profile;

  @Override
  Optional<String> operatorProfile() {
    return Optional.ofNullable(profile);
  }
}
