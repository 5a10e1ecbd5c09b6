package io.spiffeaws.cli.options;

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
    return request(invocation, role(invocation, settings));
  }

  /// Whether a role was named on the command line.
  boolean named() {
    return role != null;
  }

  /// Of a role that was named elsewhere.
  ///
  /// @throws ProblemException malformed
  ObtainCredentials.Request request(Invocation invocation, RoleArn role) {
    return new ObtainCredentials.Request(
        role,
        chain.stream().map(RoleArn::parse).toList(),
        invocation.setting(sessionName, "AWS_ROLE_SESSION_NAME").map(SessionName::new),
        duration,
        policies(invocation));
  }

  private SessionPolicies policies(Invocation invocation) {
    var document =
        Optional.ofNullable(sessionPolicy)
            .map(argument -> PolicyFileInput.argument(argument, invocation));
    return new SessionPolicies(document, policyArns);
  }

  private RoleArn role(Invocation invocation, Supplier<AwsSettings> settings) {
    var text =
        invocation
            .setting(role, "AWS_ROLE_ARN")
            .orElseThrow(() ->
                ProblemException.malformed(
                    "no-role", "no role was named", "name one with --role ARN or AWS_ROLE_ARN"));
    if (text.startsWith("arn:")) {
      return RoleArn.parse(text);
    }
    if (account == null) {
      throw ProblemException.malformed(
          "no-account",
          "the role " + text + " is given by name, and its account is not known",
          "name the account with --account, or the role by its ARN");
    }
    var aws = settings.get();
    if (aws.endpoints().isEmpty() && !account.matches("\\d{12}")) {
      throw ProblemException.malformed(
          "malformed-account",
          "\"" + account + "\" is not the number of an AWS account",
          "it has 12 digits: aws sts get-caller-identity --query Account");
    }
    return RoleArn.named(text, account, RegionName.partition(aws.region().orElse("")));
  }
}
