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

/// Options for a session: token, role, region and endpoints.
public class SessionOptions {
  @Mixin private RoleOptions role;
  @Mixin private AudienceOption audience;
  @Mixin private WorkloadOptions workload;

  @Option(
      names = "--token-file",
      paramLabel = "FILE|-",
      description = "Token to use instead of the Workload API; - for standard input")
  private @Nullable String tokenFile;

  @Mixin private WaitOption wait;
  @Mixin private EndpointOptions endpoints;

  public ObtainCredentials.Request request(Invocation invocation) {
    return role.request(invocation, () -> settings(invocation));
  }

  /// The request for a role that is specified elsewhere.
  ///
  /// @throws ProblemException malformed, also if an option specifies another role
  public ObtainCredentials.Request request(Invocation invocation, RoleArn other) {
    if (role.named()) {
      throw ProblemException.malformed(
          "role-named-twice",
          "roles are specified both with --role and in a file",
          "omit one of the two");
    }
    return role.request(invocation, other, () -> settings(invocation));
  }

  /// The request, if the command line or the environment specifies a role.
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

  /// Checks that credentials can be renewed, for a command that keeps running.
  ///
  /// @throws ProblemException malformed, if the token can be read only once
  public void requireRenewable() {
    if (tokenFile().filter("-"::equals).isPresent()) {
      throw ProblemException.malformed(
          "token-not-renewable",
          "each renewal needs a new token, and standard input cannot be read again",
          "specify a file that is renewed: --token-file FILE");
    }
  }

  /// Reads the token again, and checks it against the other options on the command line. The
  /// environment may describe another token and is not checked.
  ///
  /// @param source a file, or `-`
  /// @throws ProblemException malformed
  public JwtToken givenToken(String source, Invocation invocation) {
    var token = TokenInput.read(source, invocation);
    workload.agree(token);
    audience.agree(token);
    return token;
  }

  public WaitOption waiting() {
    return wait;
  }

  /// @throws ProblemException malformed, if an endpoint in the environment is invalid
  public AwsSettings settings(Invocation invocation) {
    return endpoints.settings(invocation, operatorProfile());
  }

  /// The region on the command line.
  public Optional<String> region() {
    return endpoints.region();
  }

  /// The profile for calls with the operator's own credentials.
  Optional<String> operatorProfile() {
    return Optional.empty();
  }
}
