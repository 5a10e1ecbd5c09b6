package io.spiffeaws.cli.trust.anchor;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ResourceArgument;
import io.spiffeaws.cli.view.AnchorView;
import io.spiffeaws.cli.wiring.ManagementWiring;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust anchor show`.
@Command(
    name = "show",
    addMethodSubcommands = false,
    description = "Show a trust anchor with its CAs",
    footer = {
      "# As text",
      "spiffe-aws trust anchor show spire",
      "# Its ARN, for --trust-anchor-arn",
      "spiffe-aws trust anchor show spire -o json | jq -r .trust_anchor.arn"
    })
public final class ShowCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Name or ARN of the trust anchor",
      converter = ResourceArgument.Anchor.class)
  private ResourceReference anchor;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new ManagementWiring(invocation, aws, anchor)) {
      AnchorView.show(wiring.showAnchor(anchor), invocation.output());
      return ExitCode.DONE;
    }
  }
}
