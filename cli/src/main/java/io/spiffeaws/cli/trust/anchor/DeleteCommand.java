package io.spiffeaws.cli.trust.anchor;

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
import io.spiffeaws.rolesanywhere.anchor.DeleteAnchor;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust anchor delete`.
@Command(
    name = "delete",
    addMethodSubcommands = false,
    description = {
      "Delete a trust anchor",
      "If roles still trust it, or spiffe-aws did not create it, --force is required. Trust"
          + " policies are not changed, and X509-SVIDs can no longer be exchanged under it."
    },
    footer = {
      "# Delete the trust anchor if no role trusts it",
      "spiffe-aws trust anchor delete spire --yes",
      "# Show the deletion of a trust anchor that roles trust",
      "spiffe-aws trust anchor delete spire --force --dry-run"
    })
public final class DeleteCommand implements CliCommand {
  @Mixin private AwsOptions aws;
  @Mixin private ConfirmOption confirm;
  @Mixin private DryRunOption dryRun;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Name or ARN of the trust anchor",
      converter = ResourceArgument.Anchor.class)
  private ResourceReference anchor;

  @Option(
      names = "--force",
      description = "Delete it even if roles trust it, or spiffe-aws did not create it")
  private boolean force;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new ManagementWiring(invocation, aws, anchor)) {
      var delete = wiring.deleteAnchor();
      var confirmation = new Confirmation(confirm, invocation);
      if (!confirmation.ask(
          dryRun.dryRun(),
          () -> delete.run(new DeleteAnchor.Request(anchor, force, true)).changes())) {
        return ExitCode.DONE;
      }
      var outcome = delete.run(new DeleteAnchor.Request(anchor, force, dryRun.dryRun()));
      return TrustView.show(outcome, invocation.output());
    }
  }
}
