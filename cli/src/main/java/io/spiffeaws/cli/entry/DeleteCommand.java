package io.spiffeaws.cli.entry;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Confirmation;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.OwnerOptions;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.wiring.SpireWiring;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.DeleteEntries;
import io.spiffeaws.spire.DeleteEntries.Which;
import io.spiffeaws.spire.EntryRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws entry delete`.
@Command(
    name = "delete",
    addMethodSubcommands = false,
    description = "Delete a registration entry, or all entries of a SPIFFE ID",
    footer = {
      "# Show which entries of an ID would be deleted",
      "spiffe-aws entry delete --spiffe-id spiffe://example.org/s3-app --dry-run",
      "# Delete one entry without asking",
      "spiffe-aws entry delete c0277352-ef9d-4cff-8c2f-2fadc22869f5 --yes"
    })
public final class DeleteCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "ENTRY-ID",
      description = "ID of the entry on the server")
  private @Nullable String entryId;

  @Option(
      names = "--spiffe-id",
      paramLabel = "ID",
      description = "Delete all entries of this SPIFFE ID")
  private @Nullable SpiffeId spiffeId;

  @Mixin private ConfirmOption confirm = new ConfirmOption();
  @Mixin private OwnerOptions owner = new OwnerOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  public int run(Invocation invocation) {
    var which = which();
    try (var spire = SpireWiring.open(server, invocation)) {
      var delete = new DeleteEntries(spire.entries(), owner.owner(invocation));
      var confirmation = new Confirmation(confirm, invocation);
      if (!confirmation.ask(
          dryRun.dryRun(), () -> delete.run(new DeleteEntries.Request(which, true)))) {
        return ExitCode.DONE;
      }
      var changes = delete.run(new DeleteEntries.Request(which, dryRun.dryRun()));
      return ChangesView.show(changes, invocation.output());
    }
  }

  private Which which() {
    if (entryId != null && spiffeId == null) {
      EntryRules.checkEntryIdArgument(
          entryId, "to delete its entries, run: spiffe-aws entry delete --spiffe-id");
      return new Which.ById(entryId);
    }
    if (spiffeId != null && entryId == null) {
      return new Which.BySpiffeId(spiffeId);
    }
    throw ProblemException.malformed(
        "usage",
        "entry delete requires either an entry ID or --spiffe-id",
        "see spiffe-aws entry delete --help");
  }
}
