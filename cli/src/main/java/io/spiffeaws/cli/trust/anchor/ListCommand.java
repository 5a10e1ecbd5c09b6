package io.spiffeaws.cli.trust.anchor;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.view.AnchorView;
import io.spiffeaws.cli.wiring.ManagementWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spiffe-aws trust anchor list`.
@Command(
    name = "list",
    addMethodSubcommands = false,
    description = "List the trust anchors of the account and region",
    footer = {
      "# As text",
      "spiffe-aws trust anchor list",
      "# As JSON, of another region",
      "spiffe-aws trust anchor list --region us-east-1 -o json"
    })
public final class ListCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new ManagementWiring(invocation, aws)) {
      AnchorView.show(wiring.listAnchors(), invocation.output());
      return ExitCode.DONE;
    }
  }
}
