package io.spiffeaws.cli;

import io.spiffeaws.chain.Adoption;
import io.spiffeaws.chain.Plan;
import io.spiffeaws.chain.PlanFile;
import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.cli.options.AdoptOption;
import io.spiffeaws.cli.options.AllowPathOption;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.options.WithoutAwsOption;
import io.spiffeaws.cli.view.ChainView;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.wiring.ChainWiring;
import io.spiffeaws.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws apply`.
@Command(
    name = "apply",
    addMethodSubcommands = false,
    description = {
      "Create and change what a chain file specifies, in SPIRE and AWS",
      "Stops at the first error, and resumes from there when it is run again."
    },
    footer = {
      "# Show the changes, then make them",
      "spiffe-aws apply -f chain.yaml --dry-run",
      "spiffe-aws apply -f chain.yaml",
      "# Apply a reviewed plan",
      "spiffe-aws plan -f chain.yaml --out plan.json",
      "spiffe-aws apply --plan plan.json",
      "# Also delete what was removed from the chain file",
      "spiffe-aws apply -f chain.yaml --prune --yes"
    })
public final class ApplyCommand implements CliCommand {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = {
        "Chain file, such as chain.yaml; - for standard input",
        "[default: that of --plan]"
      })
  private @Nullable String file;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "Apply this file of plan --out; fails if the changes are no longer the same")
  private @Nullable String planFile;

  @Option(
      names = "--prune",
      description = "Delete resources of this chain that are no longer in the chain file")
  private boolean prune;

  @Mixin private AdoptOption adopt = new AdoptOption();
  @Mixin private ConfirmOption confirm = new ConfirmOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private AwsOptions aws = new AwsOptions();
  @Mixin private WithoutAwsOption withoutAws = new WithoutAwsOption();
  @Mixin private AllowPathOption allowPath = new AllowPathOption();
  @Mixin private DryRunOption dryRun = new DryRunOption();

  @Override
  public int run(Invocation invocation) {
    checkUsage();
    if (planFile == null) {
      var chain = String.valueOf(file);
      var manifest = ChainFile.read(chain, allowPath.directories(invocation), invocation);
      return apply(manifest, adopt.adoption(chain), Optional.empty(), invocation);
    }
    var kept = PlanFile.parse(ChainFile.name(planFile), ChainFile.text(planFile, invocation));
    return apply(kept.manifest(), kept.adoption(planFile), Optional.of(kept), invocation);
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
      Manifest manifest, Adoption adoption, Optional<PlanFile> kept, Invocation invocation) {
    manifest.checkExpiry(invocation.clock().instant());
    manifest.warnings().forEach(invocation.output()::warning);
    try (var wiring = ChainWiring.open(server, aws, invocation)) {
      var world = ChainState.read(manifest, wiring, awsCheck(kept), invocation);
      var whole = Plan.of(manifest, world, adoption);
      kept.ifPresent(plan -> checkSame(plan, whole, invocation));
      var plan = prune ? whole : whole.withoutDrops();
      return new ChainRun(dryRun.dryRun(), confirm, invocation).run(plan, wiring);
    }
  }

  /// Without --prune nothing that the chain has no longer is deleted, so AWS matters only if the
  /// file says so; a plan saw it.
  private AwsCleanup awsCheck(Optional<PlanFile> kept) {
    return prune || kept.isPresent() ? withoutAws.check(prune) : AwsCleanup.BY_FILE;
  }

  /// @throws ProblemException refused, before anything is changed, if the changes are not those of
  ///   the file
  private void checkSame(PlanFile kept, Plan plan, Invocation invocation) {
    var name = String.valueOf(planFile);
    var made = PlanFile.of(kept.manifest(), plan, ChangesView.array(plan.changes()), kept.adopt());
    var lines = kept.differences(made);
    if (!lines.isEmpty()) {
      ChainView.outdated(lines, invocation.output());
      throw kept.outdated(name);
    }
  }
}
