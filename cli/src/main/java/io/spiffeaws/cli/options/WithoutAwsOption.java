package io.spiffeaws.cli.options;

import io.spiffeaws.cli.AwsCheck;
import picocli.CommandLine.Option;

/// `--without-aws`.
public final class WithoutAwsOption {
  @Option(
      names = "--without-aws",
      description =
          "Do not check AWS for what a chain without an issuer created there before (default:"
              + " check).")
  private boolean withoutAws;

  /// @param required whether what is there has to be known
  public AwsCheck check(boolean required) {
    return withoutAws ? AwsCheck.BY_FILE : required ? AwsCheck.REQUIRED : AwsCheck.IF_POSSIBLE;
  }
}
