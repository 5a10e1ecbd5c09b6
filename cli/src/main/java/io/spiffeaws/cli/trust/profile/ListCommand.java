package io.spiffeaws.cli.trust.profile;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.view.TrustProfileView;
import io.spiffeaws.cli.wiring.ManagementWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spiffe-aws trust profile list`.
@Command(
    name = "list",
    addMethodSubcommands = false,
    description = "List the profiles of the account and region",
    footer = {
      "# As text",
      "spiffe-aws trust profile list",
      "# As JSON, of another region",
      "spiffe-aws trust profile list --region us-east-1 -o json"
    })
public final class ListCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new ManagementWiring(invocation, aws)) {
      TrustProfileView.show(wiring.listProfiles(), invocation.output());
      return ExitCode.DONE;
    }
  }
}
