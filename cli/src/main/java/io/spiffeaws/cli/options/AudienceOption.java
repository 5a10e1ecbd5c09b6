package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--audience`: exactly one, since STS refuses a token with several.
public final class AudienceOption {
  /// What users of IRSA and of CI federation know.
  public static final String DEFAULT = "sts.amazonaws.com";

  @Option(
      names = "--audience",
      paramLabel = "AUDIENCE",
      description = "Audience of the token; env SPIFFE_AWS_AUDIENCE (default: " + DEFAULT + ").")
  private @Nullable String audience;

  public String audience(Invocation invocation) {
    return invocation.setting(audience, "SPIFFE_AWS_AUDIENCE").orElse(DEFAULT);
  }
}
