package io.spiffeaws.cli.creds.cache;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Confirmation;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.wiring.CacheWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spiffe-aws creds cache clear`.
@Command(
    name = "clear",
    addMethodSubcommands = false,
    description = {
      "Delete all cached sessions",
      "Programs that already have a session can use it until it expires: AWS cannot end a"
          + " session."
    },
    footer = {
      "# Show what would be deleted",
      "spiffe-aws creds cache clear --dry-run",
      "# Delete without asking",
      "spiffe-aws creds cache clear --yes"
    })
public final class ClearCommand implements CliCommand {
  @Mixin private ConfirmOption confirm;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    var clear = new CacheWiring(invocation).clear();
    if (!new Confirmation(confirm, invocation).ask(dryRun.dryRun(), () -> clear.run(true))) {
      return ExitCode.DONE;
    }
    return ChangesView.show(clear.run(dryRun.dryRun()), invocation.output());
  }
}
