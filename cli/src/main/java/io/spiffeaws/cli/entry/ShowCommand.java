package io.spiffeaws.cli.entry;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.view.EntryView;
import io.spiffeaws.cli.wiring.SpireWiring;
import io.spiffeaws.spire.EntryRules;
import io.spiffeaws.spire.ShowEntry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws entry show`.
@Command(
    name = "show",
    addMethodSubcommands = false,
    description = "Show all fields of a registration entry",
    footer = {
      "# As text",
      "spiffe-aws entry show c0277352-ef9d-4cff-8c2f-2fadc22869f5",
      "# As JSON",
      "spiffe-aws entry show c0277352-ef9d-4cff-8c2f-2fadc22869f5 -o json"
    })
public final class ShowCommand implements CliCommand {
  @Parameters(paramLabel = "ENTRY-ID", description = "ID of the entry on the server")
  private String entryId;

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public int run(Invocation invocation) {
    EntryRules.checkEntryIdArgument(
        entryId, "to see its entries, run: spiffe-aws entry list --spiffe-id");
    try (var spire = SpireWiring.open(server, invocation)) {
      EntryView.show(new ShowEntry(spire.entries()).run(entryId), invocation.output());
    }
    return ExitCode.DONE;
  }
}
