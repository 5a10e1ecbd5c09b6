package io.spiffeaws.cli.trust.profile;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ResourceArgument;
import io.spiffeaws.cli.view.TrustProfileView;
import io.spiffeaws.cli.wiring.ManagementWiring;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust profile show`.
@Command(
    name = "show",
    addMethodSubcommands = false,
    description = "Show a profile with its roles",
    footer = {
      "# As text",
      "spiffe-aws trust profile show apps",
      "# Its ARN, for --profile-arn",
      "spiffe-aws trust profile show apps -o json | jq -r .trust_profile.arn"
    })
public final class ShowCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Name or ARN of the profile",
      converter = ResourceArgument.Profile.class)
  private ResourceReference profile;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new ManagementWiring(invocation, aws, profile)) {
      TrustProfileView.show(wiring.showProfile(profile), invocation.output());
      return ExitCode.DONE;
    }
  }
}
