package io.spiffeaws.cli.options;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.sts.SessionPolicies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which role, and what its session is like.
public final class RoleOptions {
  @Option(
      names = "--role",
      paramLabel = "ARN|NAME",
      description = "The role: its ARN, or its NAME with --account; env AWS_ROLE_ARN.")
  private @Nullable String role;

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description = "Account of a role that is given by name (default: none).")
  private @Nullable String account;

  @Option(
      names = "--session-name",
      paramLabel = "NAME",
      description =
          "Name of the session in CloudTrail; env AWS_ROLE_SESSION_NAME (default: from the SPIFFE ID).")
  private @Nullable String sessionName;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = "How long the session lasts, 15m to 12h (default: 1h).")
  private Duration duration = Duration.ofHours(1);

  @Option(
      names = "--chain",
      paramLabel = "ARN",
      description =
          "A role to assume from there, by the session of the role before it; repeat it for more. The"
              + " last one's session is what is obtained (default: none).")
  private List<String> chain = List.of();

  @Option(
      names = "--session-policy",
      paramLabel = "@FILE",
      description =
          "A policy that narrows the session: it may do what the role may and this allows (default: none).")
  private @Nullable String sessionPolicy;

  @Option(
      names = "--policy-arn",
      paramLabel = "ARN",
      description =
          "A managed policy that narrows the session likewise; repeat it for more (default: none).")
  private List<String> policyArns = List.of();

  /// @param settings where AWS is, asked for where the role is given by name
  /// @throws ProblemException malformed
  public ObtainCredentials.Request request(Invocation invocation, Supplier<AwsSettings> settings) {
    return request(invocation, role(invocation, settings), settings);
  }

  /// Whether a role was named on the command line.
  boolean named() {
    return role != null;
  }

  /// Of a role that was named elsewhere.
  ///
  /// @throws ProblemException malformed
  ObtainCredentials.Request request(
      Invocation invocation, RoleArn role, Supplier<AwsSettings> settings) {
    rule(settings).checkArn(role.toString());
    return new ObtainCredentials.Request(
        role,
        chain.stream().map(arn -> arn(new NamedValue(arn, "--chain"), settings)).toList(),
        invocation
            .named(sessionName, "--session-name", "AWS_ROLE_SESSION_NAME")
            .map(value -> value.parse(SessionName::new)),
        duration,
        policies(invocation, settings));
  }

  private SessionPolicies policies(Invocation invocation, Supplier<AwsSettings> settings) {
    policyArns.forEach(arn -> new NamedValue(arn, "--policy-arn").parse(rule(settings)::checkArn));
    var document =
        Optional.ofNullable(sessionPolicy)
            .map(argument -> PolicyFileInput.argument(argument, invocation));
    return new SessionPolicies(document, policyArns);
  }

  private RoleArn role(Invocation invocation, Supplier<AwsSettings> settings) {
    var given =
        invocation
            .named(role, "--role", "AWS_ROLE_ARN")
            .orElseThrow(() ->
                ProblemException.malformed(
                    "no-role", "no role was named", "name one with --role ARN or AWS_ROLE_ARN"));
    if (given.text().startsWith("arn:")) {
      return arn(given, settings);
    }
    var number =
        invocation
            .named(account, "--account", "SPIFFE_AWS_ACCOUNT")
            .orElseThrow(() ->
                ProblemException.malformed(
                    "no-account",
                    "no account specified for the role " + given.text(),
                    "specify it with --account, or the role by its ARN"))
            .parse(rule(settings)::check);
    var partition = RegionName.partition(settings.get().region().orElse(""));
    return given.parse(name -> RoleArn.named(name, number, partition));
  }

  private static RoleArn arn(NamedValue arn, Supplier<AwsSettings> settings) {
    var parsed = arn.parse(RoleArn::parse);
    arn.parse(rule(settings)::checkArn);
    return parsed;
  }

  /// The roles are assumed at STS, so its endpoint decides.
  private static AccountRule rule(Supplier<AwsSettings> settings) {
    return AccountRule.at(settings.get().endpoint("sts"));
  }
}
