package io.spiffeaws.cli.options;

import io.spiffeaws.aws.RegionName;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The region of an option `--region`, else that of the variables that AWS's SDKs read.
public final class AwsRegion {
  private AwsRegion() {}

  /// @param option the value of `--region`, null if it is not specified
  /// @throws ProblemException malformed
  public static Optional<String> named(@Nullable String option, Invocation invocation) {
    return invocation
        .named(option, "--region", "AWS_REGION", "AWS_DEFAULT_REGION")
        .map(name -> name.parse(RegionName::check));
  }
}
