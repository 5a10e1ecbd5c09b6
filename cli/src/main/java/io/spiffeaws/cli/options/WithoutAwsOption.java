package io.spiffeaws.cli.options;

import io.spiffeaws.cli.AwsCleanup;
import picocli.CommandLine.Option;

/// The option `--without-aws`.
public final class WithoutAwsOption {
  @Option(
      names = "--without-aws",
      description = "Do not check AWS for resources of a chain that has no issuer")
  private boolean withoutAws;

  /// @param required whether the current state of AWS has to be known
  public AwsCleanup check(boolean required) {
    return withoutAws
        ? AwsCleanup.BY_FILE
        : required ? AwsCleanup.REQUIRED : AwsCleanup.IF_POSSIBLE;
  }
}
