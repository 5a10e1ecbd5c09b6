package io.spiffeaws.cli;

import io.spiffeaws.chain.Plan;
import io.spiffeaws.chain.PlanFile;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.view.ChainView;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.wiring.ChainWiring;
import io.spiffeaws.file.WholeFile;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws plan`.
@Command(
    name = "plan",
    addMethodSubcommands = false,
    description = {
      "Show what is to be done so that SPIRE and AWS are as a chain has it, and do nothing.",
      "What the chain made and has no longer is shown as deleted, which apply does with --prune."
    })
public final class PlanCommand implements CliCommand {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "The chain, as chain.yaml; - for stdin.")
  private String file = "";

  @Option(
      names = "--exit-code",
      description = "Exit with 7 where anything is to be done (default: with 0).")
  private boolean exitCode;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the plan to a file too, for apply --plan (default: do not).")
  private @Nullable String out;

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private AwsOptions aws = new AwsOptions();

  @Override
  public int run(Invocation invocation) {
    var manifest = ChainFile.read(file, invocation);
    try (var wiring = ChainWiring.open(manifest, server, aws, invocation)) {
      var world = wiring.readWorld().run(manifest);
      var plan = Plan.of(manifest, world);
      var changes = plan.changes();
      if (out != null) {
        var text = PlanFile.of(manifest, world).text(ChangesView.array(changes));
        WholeFile.write(
            invocation.console().directory().resolve(out), text.getBytes(StandardCharsets.UTF_8));
      }
      ChainView.plan(changes, invocation.output());
      ChainView.dropsNeedPrune(plan.drops(), invocation.output());
      plan.checkConflicts();
      return exitCode && plan.pending() ? ExitCode.CHANGES_PENDING : ExitCode.DONE;
    }
  }
}
