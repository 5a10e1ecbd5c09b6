package io.spiffeaws.cli.options;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.sts.SessionPolicies;
import io.spiffeaws.trust.iam.RoleName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options for the role and its session.
public final class RoleOptions {
  @Option(
      names = "--role",
      paramLabel = "ARN|NAME",
      description = {"Role to assume: its ARN, or its name with --account", "[env: AWS_ROLE_ARN]"})
  private @Nullable String role;

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description = {"Account ID of a role that is specified by name", "[env: SPIFFE_AWS_ACCOUNT]"})
  private @Nullable String account;

  @Option(
      names = "--session-name",
      paramLabel = "NAME",
      description = {
        "Session name, as CloudTrail shows it",
        "[env: AWS_ROLE_SESSION_NAME] [default: derived from the SPIFFE ID]"
      })
  private @Nullable String sessionName;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = {"Lifetime of the session, 15m to 12h", "[default: 1h]"})
  private Duration duration = Duration.ofHours(1);

  @Option(
      names = "--chain",
      paramLabel = "ARN",
      description = "Next role, assumed with the previous session; the last session is returned")
  private List<String> chain = List.of();

  @Option(
      names = "--session-policy",
      paramLabel = "@FILE",
      description = "Session policy file; restricts the session to what both it and the role allow")
  private @Nullable String sessionPolicy;

  @Option(
      names = "--policy-arn",
      paramLabel = "ARN",
      description = "Managed policy that restricts the session in the same way")
  private List<String> policyArns = List.of();

  /// @param settings settings of AWS, requested if the role is specified by name
  /// @throws ProblemException malformed
  public ObtainCredentials.Request request(Invocation invocation, Supplier<AwsSettings> settings) {
    return request(invocation, role(invocation, settings), settings);
  }

  /// Whether the command line specifies a role.
  boolean named() {
    return role != null;
  }

  /// The option that restricts the first session by a policy; empty if there is none.
  Optional<String> firstSessionPolicy() {
    if (!chain.isEmpty()) {
      return Optional.empty(); // the policies are for the last session
    }
    return sessionPolicy != null
        ? Optional.of("--session-policy")
        : policyArns.stream().findFirst().map(_ -> "--policy-arn");
  }

  /// The request for a role that is specified elsewhere.
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
                    "no-role", "no role specified", "specify one with --role ARN or AWS_ROLE_ARN"));
    if (given.text().startsWith("arn:")) {
      return ofAccount(arn(given, settings), given.name(), settings);
    }
    if (given.text().startsWith("spiffe://")) {
      throw ProblemException.malformed(
          "id-as-role",
          "\"" + given.text() + "\" is a SPIFFE ID, not a role",
          "specify the role with --role ARN, and the ID with --spiffe-id");
    }
    var number =
        invocation
            .named(account, "--account", "SPIFFE_AWS_ACCOUNT")
            .orElseThrow(() ->
                ProblemException.malformed(
                    "no-account",
                    "no account specified for the role \"" + given.text() + "\"",
                    "specify it with --account, or the role by its ARN"
                        + (RoleName.isValid(given.text())
                            ? TypedCommand.of(
                                "; to see the ARN, run: spiffe-aws trust role show %s",
                                given.text())
                            : "")))
            .parse(rule(settings)::check);
    var partition = RegionName.partition(settings.get().region().orElse(""));
    return given.parse(name -> RoleArn.named(name, number, partition));
  }

  /// Checks `--account` against an ARN. The variable and the context are defaults for names, and
  /// are not checked.
  private RoleArn ofAccount(RoleArn arn, String source, Supplier<AwsSettings> settings) {
    if (account != null) {
      var number = new NamedValue(account, "--account").parse(rule(settings)::check);
      if (!number.equals(arn.account())) {
        throw ProblemException.malformed(
            "account-mismatch",
            "--account is \"%s\", but the account of %s is \"%s\""
                .formatted(number, source, arn.account()),
            "omit --account, or correct one of the two");
      }
    }
    return arn;
  }

  private static RoleArn arn(NamedValue arn, Supplier<AwsSettings> settings) {
    var parsed = arn.parse(RoleArn::parse);
    arn.parse(rule(settings)::checkArn);
    return parsed;
  }

  /// The rule for account IDs. Roles are assumed at STS, so its endpoint determines the rule.
  private static AccountRule rule(Supplier<AwsSettings> settings) {
    return AccountRule.at(settings.get().endpoint("sts"));
  }
}
