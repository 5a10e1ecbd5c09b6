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
      description = "Apply this file of plan --out; fails if the changes are no longer the same")
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
    var stored = PlanFile.parse(planFile, ChainFile.text(planFile, invocation));
    return apply(stored.manifest(), stored.adoption(planFile), Optional.of(stored), invocation);
  }

  private void checkUsage() {
    if ((planFile == null) == (file == null)) {
      throw ProblemException.malformed(
          "usage", "apply requires either --file or --plan", "see spiffe-aws apply --help");
    }
    if (planFile != null && adopt.adopt()) {
      throw ProblemException.malformed(
          "usage",
          "--plan and --adopt exclude each other: a plan file specifies itself what to take over",
          "to create a plan that takes them over, run: "
              + PlanFile.commandForUnknownChain(planFile, true));
    }
  }

  private int apply(
      Manifest manifest, Adoption adoption, Optional<PlanFile> stored, Invocation invocation) {
    manifest.checkExpiry(invocation.clock().instant());
    manifest.warnings().forEach(invocation.output()::warning);
    ChainView.context(invocation.context().get(), invocation.output());
    try (var wiring = ChainWiring.open(server, aws, invocation)) {
      wiring.checkTrustDomain(manifest, String.valueOf(stored.isPresent() ? planFile : file));
      wiring.parentWarnings(manifest).forEach(invocation.output()::warning);
      var state = ChainState.readBeforeChanges(manifest, wiring, awsCheck(stored), invocation);
      var complete = Plan.of(manifest, state, adoption);
      stored.ifPresent(plan -> checkSame(plan, complete, invocation));
      var plan = prune ? complete : complete.withoutDeletions();
      return new ChainRun(dryRun.dryRun(), confirm, invocation)
          .run(plan, wiring, resume(stored, invocation));
    }
  }

  /// How to make the changes that an interrupted run has not made. A plan file is outdated then.
  private String resume(Optional<PlanFile> stored, Invocation invocation) {
    return stored
        .map(plan ->
            "to make the others, create a new plan: "
                + plan.command(String.valueOf(planFile), plan.adopt()))
        .orElseGet(() -> "to make the others, run: " + invocation.command());
  }

  /// How AWS is checked. Without --prune nothing is deleted, so AWS matters only if the file has an
  /// issuer; a plan file has been compared with AWS.
  private AwsCleanup awsCheck(Optional<PlanFile> stored) {
    return prune || stored.isPresent() ? withoutAws.check(prune) : AwsCleanup.BY_FILE;
  }

  /// @throws ProblemException refused, before anything is changed, if the changes differ from those
  ///   of the file
  private void checkSame(PlanFile stored, Plan plan, Invocation invocation) {
    var name = String.valueOf(planFile);
    var current =
        PlanFile.of(
            stored.manifest(),
            stored.chainFile(),
            plan,
            ChangesView.array(plan.changes()),
            stored.adopt());
    var lines = stored.differences(current);
    if (!lines.isEmpty()) {
      ChainView.outdated(lines, invocation.output());
      throw stored.outdated(name);
    }
  }
}
