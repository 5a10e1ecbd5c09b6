package io.spiffeaws.cli;

import io.spiffeaws.change.StopRequest;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.EntrySettingsOptions;
import io.spiffeaws.cli.options.InputFile;
import io.spiffeaws.cli.options.OwnerOptions;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.view.InterruptView;
import io.spiffeaws.cli.view.ProblemView;
import io.spiffeaws.cli.view.ProgressBar;
import io.spiffeaws.cli.wiring.SpireWiring;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntriesFile;
import io.spiffeaws.spire.NodeAlias;
import io.spiffeaws.spire.ParentReview;
import io.spiffeaws.spire.RegisterEntries;
import io.spiffeaws.spire.RegisterEntry;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.spire.SelectorReview;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws register`.
@Command(
    name = "register",
    addMethodSubcommands = false,
    description = {
      "Create or update a registration entry, or all entries of a file",
      "Entries with the same SPIFFE ID, parent and selectors are the same entry: specified"
          + " fields are updated, other fields are not changed. A file has the format of"
          + " spire-server entry create -data, which entry export prints; each entry is registered"
          + " exactly as written.",
      "The default parent is the only node alias, else the only agent that keeps its ID when"
          + " it attests again. --node creates such an alias from selectors of the node attestor."
          + " --foreign-prefix is entryIDPrefix of the SPIRE controller manager."
    },
    footer = {
      "# Give the processes of user 1000 an identity",
      "spiffe-aws register spiffe://example.org/s3-app --selector unix:uid:1000",
      "# Register a pod whose tokens are valid for 5 minutes",
      "spiffe-aws register spiffe://example.org/ns/prod/sa/s3-app \\",
      "  --selector k8s:ns:prod --selector k8s:sa:s3-app --jwt-svid-ttl 5m",
      "# Show the changes for the entries of a file",
      "spiffe-aws register --file entries.json --dry-run"
    })
public final class RegisterCommand implements CliCommand {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "SPIFFE ID of the workload")
  private @Nullable SpiffeId spiffeId;

  @Option(
      names = "--selector",
      paramLabel = "TYPE:VALUE",
      description = "Selector of the workload, such as unix:uid:1000")
  private List<Selector> selectors = List.of();

  @Option(
      names = "--parent-id",
      paramLabel = "ID",
      description = {
        "SPIFFE ID of the node that the workload runs on",
        "[default: the only node alias, else the only agent with a lasting ID]"
      })
  private @Nullable SpiffeId parentId;

  @Option(
      names = "--node",
      description = "Create a node alias, an ID for nodes that workloads can have as parent")
  private boolean node;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Register every entry of a JSON file; - for standard input")
  private @Nullable String file;

  @Option(names = "--exact", description = "Reset fields that are not specified to their defaults")
  private boolean exact;

  @Mixin private EntrySettingsOptions settings = new EntrySettingsOptions();
  @Mixin private OwnerOptions owner = new OwnerOptions();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  public int run(Invocation invocation) {
    return Interruption.duringChanges(
        invocation, stop -> file == null ? one(invocation, stop) : all(file, invocation, stop));
  }

  private int one(Invocation invocation, StopRequest stop) {
    var request = request();
    var output = invocation.output();
    try (var spire = SpireWiring.open(server, invocation)) {
      var register = new RegisterEntry(spire.entries(), spire.agents(), owner.owner(invocation));
      if (!stop.begin()) {
        return ExitCode.DONE; // replaced by that of the signal, which has been reported
      }
      var changes = register.run(request);
      SelectorReview.warnings(selectors, changes).forEach(output::warning);
      Optional.ofNullable(parentId)
          .flatMap(new ParentReview(spire.entries(), spire.agents())::warning)
          .ifPresent(output::warning);
      var exitCode = ChangesView.show(changes, output);
      if (stop.isMade()) {
        InterruptView.changes(changes.made(), changes.made(), "", output);
      }
      return exitCode;
    }
  }

  private int all(String file, Invocation invocation, StopRequest stop) {
    if (spiffeId != null
        || !selectors.isEmpty()
        || parentId != null
        || node
        || !settings.named().isEmpty()) {
      throw usage("--file excludes ID, --selector, --parent-id, --node and the fields of an entry");
    }
    var output = invocation.output();
    try (var input = InputFile.open(file, invocation);
        var spire = SpireWiring.open(server, invocation)) {
      var progress = new ProgressBar(output);
      var register = new RegisterEntries(spire.entries(), owner.owner(invocation), progress, stop);
      var entries = new EntriesFile(input.name(), input::content);
      var result = register.run(new RegisterEntries.Request(entries, dryRun.dryRun()));
      result.warnings().forEach(output::warning);
      var exitCode = ChangesView.show(result.changes(), output);
      result.stopped().ifPresent(problem -> ProblemView.show(problem, output));
      if (stop.isMade() && result.stopped().isEmpty()) {
        var done = result.changes().changes().size();
        InterruptView.entries(done, done + result.notTried(), invocation.command(), output);
      }
      return result.stopped().map(ExitCode::of).orElse(exitCode);
    }
  }

  private RegisterEntry.Request request() {
    if (spiffeId == null) {
      throw usage("register requires an ID and at least one --selector, or --file");
    }
    if (selectors.isEmpty()) {
      throw usage("missing --selector");
    }
    if (node && parentId != null) {
      throw usage(
          "--node and --parent-id exclude each other: the parent of a node alias is the server");
    }
    if (node && !settings.settings().federatesWith().isEmpty()) {
      throw usage("--node and --federates-with exclude each other: a node alias cannot federate");
    }
    return new RegisterEntry.Request(
        spiffeId,
        node
            ? Optional.of(NodeAlias.server(spiffeId.trustDomain()))
            : Optional.ofNullable(parentId),
        selectors,
        settings.settings(),
        settings.named(),
        exact,
        dryRun.dryRun());
  }

  private static ProblemException usage(String message) {
    return ProblemException.malformed("usage", message, "see spiffe-aws register --help");
  }
}
