package io.spiffeaws.cli.trust;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.trust.iam.RoleReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust list-subs`.
@Command(
    name = "list-subs",
    addMethodSubcommands = false,
    description = {
      "List the SPIFFE IDs and patterns in the trust policy of a role, one per line",
      "If the role trusts IAM Roles Anywhere, a second column has the issuer or the trust anchor"
          + " that allows the ID."
    },
    footer = {
      "# By name",
      "spiffe-aws trust list-subs s3-app",
      "# By ARN, as JSON",
      "spiffe-aws trust list-subs arn:aws:iam::123456789012:role/s3-app -o json"
    })
public final class ListSubsCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Parameters(index = "0", paramLabel = "ROLE", description = "Name or ARN of the role")
  private RoleReference role;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      TrustView.show(wiring.listSubjects().run(role), invocation.output());
      return ExitCode.DONE;
    }
  }
}
