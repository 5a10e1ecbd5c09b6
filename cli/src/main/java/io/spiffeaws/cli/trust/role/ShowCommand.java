package io.spiffeaws.cli.trust.role;

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

/// `spiffe-aws trust role show`.
@Command(
    name = "show",
    addMethodSubcommands = false,
    description = "Show a role, its policies and its trust policy",
    footer = {
      "# By name",
      "spiffe-aws trust role show s3-app",
      "# By ARN, as JSON",
      "spiffe-aws trust role show arn:aws:iam::123456789012:role/s3-app -o json"
    })
public final class ShowCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Parameters(index = "0", paramLabel = "ROLE", description = "Name or ARN of the role")
  private RoleReference role;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      TrustView.show(wiring.showRole().run(role), invocation.output());
      return ExitCode.DONE;
    }
  }
}
