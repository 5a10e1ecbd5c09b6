package io.spiffeaws.cli.trust.profile;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Confirmation;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.ResourceArgument;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.ManagementWiring;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import io.spiffeaws.rolesanywhere.profile.DeleteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust profile delete`.
@Command(
    name = "delete",
    addMethodSubcommands = false,
    description = {
      "Delete a profile",
      "If it lists roles, or spiffe-aws did not create it, --force is required. The roles are not"
          + " changed, and can no longer be assumed with the profile."
    },
    footer = {
      "# Show the deletion of a profile",
      "spiffe-aws trust profile delete apps --force --dry-run",
      "# Delete it",
      "spiffe-aws trust profile delete apps --force --yes"
    })
public final class DeleteCommand implements CliCommand {
  @Mixin private AwsOptions aws;
  @Mixin private ConfirmOption confirm;
  @Mixin private DryRunOption dryRun;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Name or ARN of the profile",
      converter = ResourceArgument.Profile.class)
  private ResourceReference profile;

  @Option(
      names = "--force",
      description = "Delete even if it lists roles, or spiffe-aws did not create it")
  private boolean force;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new ManagementWiring(invocation, aws, profile)) {
      var delete = wiring.deleteProfile();
      var confirmation = new Confirmation(confirm, invocation);
      if (!confirmation.ask(
          dryRun.dryRun(),
          () -> delete.run(new DeleteProfile.Request(profile, force, true)).changes())) {
        return ExitCode.DONE;
      }
      var outcome = delete.run(new DeleteProfile.Request(profile, force, dryRun.dryRun()));
      return TrustView.show(outcome, invocation.output());
    }
  }
}
