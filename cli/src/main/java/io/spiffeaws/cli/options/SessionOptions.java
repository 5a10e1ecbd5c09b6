package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.sts.ObtainCredentials;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// All that leads to a session: the token, the role, where AWS is.
public final class SessionOptions {
  @Mixin private RoleOptions role;
  @Mixin private AudienceOption audience;
  @Mixin private WorkloadOptions workload;

  @Option(
      names = "--token-file",
      paramLabel = "FILE|-",
      description =
          "A token from elsewhere in place of the Workload API; AWS_WEB_IDENTITY_TOKEN_FILE counts only"
              + " where it is named here (default: none).")
  private @Nullable String tokenFile;

  @Mixin private WaitOption wait;
  @Mixin private AwsOptions aws;

  public ObtainCredentials.Request request(Invocation invocation) {
    return role.request(invocation, aws);
  }

  public AudienceOption audience() {
    return audience;
  }

  public WorkloadOptions workload() {
    return workload;
  }

  /// A file, or `-`.
  public Optional<String> tokenFile() {
    return Optional.ofNullable(tokenFile);
  }

  public WaitOption waiting() {
    return wait;
  }

  public AwsOptions aws() {
    return aws;
  }
}
