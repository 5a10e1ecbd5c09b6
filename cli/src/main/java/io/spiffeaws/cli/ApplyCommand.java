package io.spiffeaws.cli;

import io.spiffeaws.chain.Adoption;
import io.spiffeaws.chain.Plan;
import io.spiffeaws.chain.PlanFile;
import io.spiffeaws.chain.World;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.cli.options.AdoptOption;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.wiring.ChainWiring;
import io.spiffeaws.problem.ProblemException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws apply`.
@Command(
    name = "apply",
    addMethodSubcommands = false,
    description = {
      "Make SPIRE and AWS as a chain has it: create what is missing, change what differs.",
      "It stops at the first refusal, and goes on from there when it is run again."
    })
public final class ApplyCommand implements CliCommand {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The chain, as chain.yaml; - for stdin (default: that of --plan).")
  private @Nullable String file;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Carry out what plan --out wrote; refused where the world has changed since (default: plan"
              + " anew).")
  private @Nullable String planFile;

  @Option(
      names = "--prune",
      description = "Delete what the chain made and has no longer (default: show it and leave it).")
  private boolean prune;

  @Mixin private AdoptOption adopt = new AdoptOption();
  @Mixin private ConfirmOption confirm = new ConfirmOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private AwsOptions aws = new AwsOptions();
  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  public int run(Invocation invocation) {
    checkUsage();
    if (planFile == null) {
      var chain = String.valueOf(file);
      return apply(ChainFile.read(chain, invocation), adopt.adoption(chain), _ -> {}, invocation);
    }
    var name = planFile;
    var plan = PlanFile.parse(ChainFile.name(name), ChainFile.text(name, invocation));
    return apply(
        plan.manifest(), plan.adoption(name), world -> plan.check(world, name), invocation);
  }

  private void checkUsage() {
    if ((planFile == null) == (file == null)) {
      throw ProblemException.malformed(
          "usage", "apply needs --file or --plan, and not both", "see spiffe-aws apply --help");
    }
    if (planFile != null && adopt.adopt()) {
      throw ProblemException.malformed(
          "usage",
          "a plan that is kept says itself whether it takes over what others made",
          "make the plan anew with --adopt: " + PlanFile.command(planFile, true));
    }
  }

  private int apply(
      Manifest manifest, Adoption adoption, Consumer<World> check, Invocation invocation) {
    manifest.checkExpiry(invocation.clock().instant());
    try (var wiring = ChainWiring.open(manifest, server, aws, invocation)) {
      var world = wiring.readWorld().run(manifest);
      check.accept(world);
      var whole = Plan.of(manifest, world, adoption);
      var plan = prune ? whole : whole.withoutDrops();
      return new ChainRun(dryRun.dryRun(), confirm, invocation).run(plan, wiring);
    }
  }
}
