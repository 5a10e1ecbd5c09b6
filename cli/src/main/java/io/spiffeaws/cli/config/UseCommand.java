package io.spiffeaws.cli.config;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.config.UseContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws config use`.
@Command(
    name = "use",
    addMethodSubcommands = false,
    description = "Make a context the current one: it applies if no other is specified",
    footer = {
      "# Use the context prod from now on",
      "spiffe-aws config use prod",
      "# Show the change to the file only",
      "spiffe-aws config use prod --dry-run"
    })
public final class UseCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "NAME", description = "Name of the context")
  private String name = "";

  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  public int run(Invocation invocation) {
    var request = new UseContext.Request(invocation.context().location(), name, dryRun.dryRun());
    return ChangesView.show(new UseContext().run(request), invocation.output());
  }
}
