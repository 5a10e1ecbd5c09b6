package io.spiffeaws.cli.trust;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AudienceOption;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.RoleWayOptions;
import io.spiffeaws.cli.options.TokenInput;
import io.spiffeaws.cli.view.ChecksView;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.trust.iam.RoleReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust check`.
@Command(
    name = "check",
    addMethodSubcommands = false,
    description = {
      "Check whether a role's trust policy allows a SPIFFE ID or a token",
      "Prints each condition with its result. STS is not called. For a token, its issuer,"
          + " times, signature and audience are checked too. The exit code is 6 if STS would deny"
          + " it.",
      "With --trust-anchor-arn, checks whether the X509-SVID of the ID may assume the role by IAM"
          + " Roles Anywhere. Conditions on other fields of the certificate are not decided."
    },
    footer = {
      "# Check an ID",
      "spiffe-aws trust check s3-app --sub spiffe://example.org/s3-app",
      "# Check a token of this process",
      "spiffe-aws jwt fetch | spiffe-aws trust check s3-app --token-file -",
      "# Check an ID for IAM Roles Anywhere",
      "spiffe-aws trust check s3-app --sub spiffe://example.org/s3-app \\",
      "  --trust-anchor-arn \\",
      "  arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/ID"
    })
public final class CheckCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "ROLE", description = "Name or ARN of the role")
  private RoleReference role;

  @Option(
      names = "--sub",
      paramLabel = "ID",
      description = {"SPIFFE ID of the workload", "[default: that of the token]"})
  private @Nullable SpiffeId subject;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Token to check; - for standard input")
  private @Nullable String tokenFile;

  @Mixin private RoleWayOptions way;
  @Mixin private AudienceOption audience;
  @Mixin private AwsOptions aws;

  @Override
  public int run(Invocation invocation) {
    if ((subject == null) == (tokenFile == null)) {
      throw ProblemException.malformed(
          "usage",
          "specify either --sub or --token-file",
          TypedCommand.of("to check an ID, run: spiffe-aws trust check %s --sub ID", role));
    }
    var token = tokenFile == null ? null : TokenInput.read(tokenFile, invocation);
    if (token != null) {
      audience.agree(token);
    }
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      var check = wiring.checkTrust();
      var checks =
          token == null
              ? check.identity(
                  role,
                  way.lookup(Optional.empty(), invocation),
                  String.valueOf(subject),
                  audience.audience(invocation))
              : check.token(role, token);
      return ChecksView.show(checks, invocation.output());
    }
  }
}
