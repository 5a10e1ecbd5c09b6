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
      "Delete all that a chain made, and nothing else.",
      "That is: entries by how their entry ID begins, roles and provider by their tag."
    })
public final class DestroyCommand implements CliCommand {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "The chain, as chain.yaml; - for stdin.")
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
      var world = ChainState.read(manifest, wiring, withoutAws.check(true), invocation);
      var plan = Plan.ofDestruction(manifest, world);
      return new ChainRun(dryRun.dryRun(), confirm, invocation).run(plan, wiring);
    }
  }
}
