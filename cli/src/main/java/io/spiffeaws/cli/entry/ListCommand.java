package io.spiffeaws.cli.entry;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.view.EntryView;
import io.spiffeaws.cli.wiring.SpireWiring;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntryFilter;
import io.spiffeaws.spire.ListEntries;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.spire.SelectorMatch;
import io.spiffeaws.spire.SelectorReview;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws entry list`.
@Command(
    name = "list",
    addMethodSubcommands = false,
    description = {
      "List registration entries",
      "With several filters, an entry must match all of them.",
      "--match compares the selectors of an entry with those specified: superset (all of"
          + " them and possibly more), subset (no others), exact, or any (at least one)."
    },
    footer = {
      "# Entries of a SPIFFE ID",
      "spiffe-aws entry list --spiffe-id spiffe://example.org/s3-app",
      "# Entries for any pod of a namespace, as JSON",
      "spiffe-aws entry list --selector k8s:ns:prod -o json"
    })
public final class ListCommand implements CliCommand {
  @Option(
      names = "--spiffe-id",
      paramLabel = "ID",
      description = "List only entries for this SPIFFE ID")
  private @Nullable SpiffeId spiffeId;

  @Option(
      names = "--parent-id",
      paramLabel = "ID",
      description = "List only entries below this parent")
  private @Nullable SpiffeId parentId;

  @Option(
      names = "--selector",
      paramLabel = "TYPE:VALUE",
      description = "List only entries with this selector, as --match specifies")
  private List<Selector> selectors = List.of();

  @Option(
      names = "--match",
      paramLabel = "superset|subset|exact|any",
      description = {"How to compare the selectors of an entry", "[default: superset]"})
  private SelectorMatch match = SelectorMatch.SUPERSET;

  @Option(names = "--hint", paramLabel = "HINT", description = "List only entries with this hint")
  private @Nullable String hint;

  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public int run(Invocation invocation) {
    var filter =
        new EntryFilter(
            Optional.ofNullable(spiffeId),
            Optional.ofNullable(parentId),
            selectors,
            match,
            Optional.ofNullable(hint));
    SelectorReview.warnings(selectors).forEach(invocation.output()::warning);
    try (var spire = SpireWiring.open(server, invocation)) {
      EntryView.showAll(new ListEntries(spire.entries()).run(filter), invocation.output());
    }
    return ExitCode.DONE;
  }
}
