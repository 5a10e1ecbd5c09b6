package io.spiffeaws.cli.entry;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.OwnerOptions;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.wiring.SpireWiring;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.DeleteEntries;
import io.spiffeaws.spire.DeleteEntries.Which;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws entry delete`.
@Command(
    name = "delete",
    addMethodSubcommands = false,
    description = "Delete a registration entry, or with --yes all entries of a SPIFFE ID.")
public final class DeleteCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "ENTRY-ID",
      description = "The server's ID of the entry.")
  private @Nullable String entryId;

  @Option(
      names = "--spiffe-id",
      paramLabel = "ID",
      description = "Delete what is registered for this SPIFFE ID (default: none).")
  private @Nullable SpiffeId spiffeId;

  @Option(
      names = {"-y", "--yes"},
      description = "Delete all entries of the SPIFFE ID, where there are several (default: no).")
  private boolean yes;

  @Mixin private OwnerOptions owner = new OwnerOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  public int run(Invocation invocation) {
    var request = new DeleteEntries.Request(which(), dryRun.dryRun());
    try (var spire = SpireWiring.open(server, invocation)) {
      var delete = new DeleteEntries(spire.entries(), owner.owner(invocation));
      return ChangesView.show(delete.run(request), invocation.output());
    }
  }

  private Which which() {
    if (entryId != null && spiffeId == null) {
      return new Which.ById(entryId);
    }
    if (spiffeId != null && entryId == null) {
      return new Which.BySpiffeId(spiffeId, yes);
    }
    throw ProblemException.malformed(
        "usage",
        "entry delete needs an entry ID or --spiffe-id, and not both",
        "see spiffe-aws entry delete --help");
  }
}
