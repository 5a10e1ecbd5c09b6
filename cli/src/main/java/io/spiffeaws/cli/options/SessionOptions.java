package io.spiffeaws.cli.options;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options for a session: token or certificate, role, region and endpoints.
public class SessionOptions {
  @Mixin private RoleOptions role;
  @Mixin private AudienceOption audience;
  @Mixin private WorkloadOptions workload;

  @Option(
      names = "--token-file",
      paramLabel = "FILE|-",
      description = "Token to use instead of the Workload API; - for standard input")
  private @Nullable String tokenFile;

  @Mixin private RolesAnywhereOptions rolesAnywhere;
  @Mixin private WaitOption wait;
  @Mixin private EndpointOptions endpoints;

  public ObtainCredentials.Request request(Invocation invocation) {
    return checked(role.request(invocation, () -> settings(invocation)), invocation);
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
    return checked(role.request(invocation, other, () -> settings(invocation)), invocation);
  }

  private ObtainCredentials.Request checked(
      ObtainCredentials.Request request, Invocation invocation) {
    target(invocation).ifPresent(target -> target.check(request.role()));
    return request;
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

  /// The trust anchor and the profile of IAM Roles Anywhere; empty if a token is exchanged.
  ///
  /// @throws ProblemException malformed, also if an option applies only to tokens
  public Optional<RolesAnywhereTarget> target(Invocation invocation) {
    var target = rolesAnywhere.target(invocation);
    if (target.isPresent()) {
      rejectTokenOptions(rolesAnywhere.source(invocation));
    }
    return target;
  }

  private void rejectTokenOptions(String anchor) {
    if (audience.given() || tokenFile != null) {
      throw tokenOption(tokenFile == null ? "--audience" : "--token-file", anchor);
    }
    role.firstSessionPolicy()
        .ifPresent(option -> {
          throw ProblemException.malformed(
              "session-policy-with-trust-anchor",
              "%s does not apply to %s: IAM Roles Anywhere has session policies only in its profile"
                  .formatted(option, anchor),
              "omit %s, and set the policy of the profile, or restrict the session of a --chain"
                  .formatted(option));
        });
  }

  /// Rejects an option for tokens if a trust anchor is specified.
  ///
  /// @throws ProblemException malformed
  public void rejectTokenOption(String option, Invocation invocation) {
    if (rolesAnywhere.target(invocation).isPresent()) {
      throw tokenOption(option, rolesAnywhere.source(invocation));
    }
  }

  private static ProblemException tokenOption(String option, String anchor) {
    return ProblemException.malformed(
        "token-with-trust-anchor",
        "%s is for a token, and %s exchanges an X509-SVID".formatted(option, anchor),
        "omit %s or %s".formatted(option, anchor));
  }

  /// The options for IAM Roles Anywhere.
  public RolesAnywhereOptions rolesAnywhere() {
    return rolesAnywhere;
  }

  /// The option that specifies a file instead of the agent; empty if the agent is used.
  public Optional<String> fileOption(Invocation invocation) {
    return tokenFile()
        .map(_ -> "--token-file")
        .or(() -> rolesAnywhere.files(invocation).map(_ -> RolesAnywhereOptions.SVID));
  }

  /// Checks that credentials can be renewed, for a command that keeps running.
  ///
  /// @throws ProblemException malformed, if the token can be read only once, or options conflict
  public void requireRenewable(Invocation invocation) {
    var _ = target(invocation);
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
    var services =
        target(invocation).map(_ -> Set.of("sts", "rolesanywhere")).orElse(EndpointOptions.CALLED);
    return endpoints.settings(invocation, operatorProfile(), services);
  }

  /// Warns if the operator's keys come from the environment, although it names a profile.
  public void warnOfIgnoredProfile(Invocation invocation) {
    ChosenProfile.warnIfIgnored(settings(invocation), invocation);
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
