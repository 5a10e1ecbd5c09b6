package io.spiffeaws.cli.trust.role;

import io.spiffeaws.change.StopRequest;
import io.spiffeaws.change.StoppableChanges;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Confirmation;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Interruption;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.role.DeleteRole;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust role delete`.
@Command(
    name = "delete",
    addMethodSubcommands = false,
    description = "Delete a role and its policies",
    footer = {
      "# Show what would be deleted",
      "spiffe-aws trust role delete s3-app --dry-run",
      "# Delete without asking",
      "spiffe-aws trust role delete s3-app --yes"
    })
public final class DeleteCommand implements CliCommand {
  @Mixin private AwsOptions aws;
  @Mixin private ConfirmOption confirm;
  @Mixin private DryRunOption dryRun;

  @Parameters(index = "0", paramLabel = "ROLE", description = "Name or ARN of the role")
  private RoleReference role;

  @Option(
      names = "--force",
      description = "Delete a role without the tag spiffe-aws, which spiffe-aws did not create")
  private boolean force;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      var confirmation = new Confirmation(confirm, invocation);
      if (!confirmation.ask(
          dryRun.dryRun(), () -> delete(wiring, true, new StopRequest()).changes())) {
        return ExitCode.DONE;
      }
      return Interruption.duringDeletions(
          invocation, stop -> delete(wiring, dryRun.dryRun(), stop));
    }
  }

  private StoppableChanges delete(TrustWiring wiring, boolean dryRun, StopRequest stop) {
    return wiring.deleteRole(stop).run(new DeleteRole.Request(role, force, dryRun));
  }
}
