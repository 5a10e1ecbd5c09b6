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
import io.spiffeaws.spire.EntryRules;
import io.spiffeaws.spire.ParentReview;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.spire.SelectorReview;
import io.spiffeaws.spire.UpdateEntry;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws entry update`.
@Command(
    name = "update",
    addMethodSubcommands = false,
    description = {
      "Change the parent or the selectors of a registration entry",
      "SPIFFE ID, parent and selectors identify an entry, so register would create a second one."
          + " To change other fields of an entry, use register."
    },
    footer = {
      "# Move an entry to another node",
      "spiffe-aws entry update c0277352-ef9d-4cff-8c2f-2fadc22869f5 \\",
      "  --parent-id spiffe://example.org/host",
      "# Replace its selectors; first show the changes",
      "spiffe-aws entry update c0277352-ef9d-4cff-8c2f-2fadc22869f5 \\",
      "  --selector unix:uid:1000 --dry-run"
    })
public final class UpdateCommand implements CliCommand {
  @Parameters(paramLabel = "ENTRY-ID", description = "ID of the entry on the server")
  private String entryId = "";

  @Option(
      names = "--parent-id",
      paramLabel = "ID",
      description = "New parent: SPIFFE ID of the node that the workload runs on")
  private @Nullable SpiffeId parentId;

  @Option(
      names = "--selector",
      paramLabel = "TYPE:VALUE",
      description = "New selector, instead of all present ones; can be repeated")
  private List<Selector> selectors = List.of();

  @Mixin private OwnerOptions owner = new OwnerOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  public int run(Invocation invocation) {
    EntryRules.checkEntryIdArgument(
        entryId, "to list its entries, run: spiffe-aws entry list --spiffe-id");
    if (parentId == null && selectors.isEmpty()) {
      throw ProblemException.malformed(
          "usage",
          "entry update requires --parent-id or --selector",
          "see spiffe-aws entry update --help");
    }
    try (var spire = SpireWiring.open(server, invocation)) {
      var update = new UpdateEntry(spire.entries(), owner.owner(invocation));
      var changes =
          update.run(
              new UpdateEntry.Request(
                  entryId, Optional.ofNullable(parentId), selectors, dryRun.dryRun()));
      SelectorReview.warnings(selectors).forEach(invocation.output()::warning);
      Optional.ofNullable(parentId)
          .flatMap(new ParentReview(spire.entries(), spire.agents())::warning)
          .ifPresent(invocation.output()::warning);
      return ChangesView.show(changes, invocation.output());
    }
  }
}
