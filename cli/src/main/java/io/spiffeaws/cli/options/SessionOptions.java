package io.spiffeaws.cli.options;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// All that leads to a session: the token, the role, where AWS is.
public class SessionOptions {
  @Mixin private RoleOptions role;
  @Mixin private AudienceOption audience;
  @Mixin private WorkloadOptions workload;

  @Option(
      names = "--token-file",
      paramLabel = "FILE|-",
      description =
          "Token to use instead of the Workload API; - for standard input")
  private @Nullable String tokenFile;

  @Mixin private WaitOption wait;
  @Mixin private EndpointOptions endpoints;

  public ObtainCredentials.Request request(Invocation invocation) {
    return role.request(invocation, () -> settings(invocation));
  }

  /// The same for a role that was named elsewhere.
  ///
  /// @throws ProblemException malformed, also where one was named here besides
  public ObtainCredentials.Request request(Invocation invocation, RoleArn other) {
    if (role.named()) {
      throw ProblemException.malformed(
          "role-named-twice",
          "roles are named both with --role and in a file",
          "leave one of the two out");
    }
    return role.request(invocation, other, () -> settings(invocation));
  }

  /// The same where a role was named, on the command line or in the environment.
  public Optional<ObtainCredentials.Request> requestIfNamed(Invocation invocation) {
    return role.named() || invocation.environment("AWS_ROLE_ARN").isPresent()
        ? Optional.of(request(invocation))
        : Optional.empty();
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

  /// For a command that stays and renews its credentials.
  ///
  /// @throws ProblemException malformed, where the token can be had only once
  public void requireRenewable() {
    if (tokenFile().filter("-"::equals).isPresent()) {
      throw ProblemException.malformed(
          "token-not-renewable",
          "credentials are renewed with a new token each time, and standard input cannot be read again",
          "name a file with --token-file that is kept fresh");
    }
  }

  /// Reads the given token anew; what was named beside it on the command line must be so of it. The
  /// environment may speak of another and says nothing here.
  ///
  /// @param where a file, or `-`
  /// @throws ProblemException malformed
  public JwtToken givenToken(String where, Invocation invocation) {
    var token = TokenInput.read(where, invocation);
    workload.agree(token);
    audience.agree(token);
    return token;
  }

  public WaitOption waiting() {
    return wait;
  }

  /// @throws ProblemException malformed, where an endpoint in the environment cannot be used
  public AwsSettings settings(Invocation invocation) {
    return endpoints.settings(invocation, operatorProfile());
  }

  /// The region that was named on the command line.
  public Optional<String> region() {
    return endpoints.region();
  }

  /// The profile that was named for calls with the operator's own credentials.
  Optional<String> operatorProfile() {
    return Optional.empty();
  }
}
