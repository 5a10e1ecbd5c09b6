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
    description = "List the SPIFFE IDs and patterns that a role's trust policy names, one a line.")
public final class ListSubsCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Parameters(index = "0", paramLabel = "ROLE", description = "The role's name or ARN.")
  private RoleReference role;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      TrustView.show(wiring.listSubjects().run(role), invocation.output());
      return ExitCode.DONE;
    }
  }
}
