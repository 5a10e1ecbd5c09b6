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
    description = "List registration entries; with several filters, those that pass all of them.")
public final class ListCommand implements CliCommand {
  @Option(
      names = "--spiffe-id",
      paramLabel = "ID",
      description = "Only entries for this SPIFFE ID (default: any).")
  private @Nullable SpiffeId spiffeId;

  @Option(
      names = "--parent-id",
      paramLabel = "ID",
      description = "Only entries below this parent (default: any).")
  private @Nullable SpiffeId parentId;

  @Option(
      names = "--selector",
      paramLabel = "TYPE:VALUE",
      description = "Only entries with this selector, as --match says; repeatable (default: any).")
  private List<Selector> selectors = List.of();

  @Option(
      names = "--match",
      paramLabel = "superset|subset|exact|any",
      description =
          "How an entry's selectors compare with those named: all of them and maybe more, none"
              + " else, just these, or at least one (default: superset).")
  private SelectorMatch match = SelectorMatch.SUPERSET;

  @Option(
      names = "--hint",
      paramLabel = "HINT",
      description = "Only entries with this hint (default: any).")
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
    try (var spire = SpireWiring.open(server, invocation)) {
      EntryView.showAll(new ListEntries(spire.entries()).run(filter), invocation.output());
    }
    return ExitCode.DONE;
  }
}
