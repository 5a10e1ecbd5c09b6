package io.spiffeaws.cli.entry;

import io.spiffeaws.change.StopRequest;
import io.spiffeaws.change.StoppableChanges;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Confirmation;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Interruption;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.OwnerOptions;
import io.spiffeaws.cli.options.ServerOptions;
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
      var confirmation = new Confirmation(confirm, invocation);
      if (!confirmation.ask(
          dryRun.dryRun(),
          () -> delete(spire, invocation, new StopRequest(), which, true).changes())) {
        return ExitCode.DONE;
      }
      return Interruption.duringDeletions(
          invocation, stop -> delete(spire, invocation, stop, which, dryRun.dryRun()));
    }
  }

  private StoppableChanges delete(
      SpireWiring spire, Invocation invocation, StopRequest stop, Which which, boolean dryRun) {
    return new DeleteEntries(spire.entries(), owner.owner(invocation), stop)
        .run(new DeleteEntries.Request(which, dryRun));
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
