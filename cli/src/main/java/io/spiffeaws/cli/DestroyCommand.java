package io.spiffeaws.cli;

import io.spiffeaws.chain.Plan;
import io.spiffeaws.cli.options.AllowPathOption;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.options.WithoutAwsOption;
import io.spiffeaws.cli.view.ChainView;
import io.spiffeaws.cli.wiring.ChainWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws destroy`.
@Command(
    name = "destroy",
    addMethodSubcommands = false,
    description = {
      "Delete all resources of a chain, and nothing else",
      "Entries are recognised by the prefix of their entry ID, roles and the provider by"
          + " their tag."
    },
    footer = {
      "# Show what would be deleted",
      "spiffe-aws destroy -f chain.yaml --dry-run",
      "# Delete it without asking",
      "spiffe-aws destroy -f chain.yaml --yes"
    })
public final class DestroyCommand implements CliCommand {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Chain file, such as chain.yaml; - for standard input")
  private String file = "";

  @Mixin private ConfirmOption confirm = new ConfirmOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private AwsOptions aws = new AwsOptions();
  @Mixin private WithoutAwsOption withoutAws = new WithoutAwsOption();
  @Mixin private AllowPathOption allowPath = new AllowPathOption();
  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  public int run(Invocation invocation) {
    var manifest = ChainFile.read(file, allowPath.directories(invocation), invocation);
    ChainView.context(invocation.context().get(), invocation.output());
    try (var wiring = ChainWiring.open(server, aws, invocation)) {
      var state =
          ChainState.readBeforeChanges(manifest, wiring, withoutAws.check(true), invocation);
      var plan = Plan.ofDestruction(manifest, state);
      return new ChainRun(dryRun.dryRun(), confirm, invocation)
          .run(plan, wiring, "to delete the others, run: " + invocation.command());
    }
  }
}
