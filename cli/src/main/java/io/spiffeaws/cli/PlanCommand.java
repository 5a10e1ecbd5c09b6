package io.spiffeaws.cli;

import io.spiffeaws.chain.Plan;
import io.spiffeaws.chain.PlanFile;
import io.spiffeaws.cli.options.AdoptOption;
import io.spiffeaws.cli.options.AllowPathOption;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.options.WithoutAwsOption;
import io.spiffeaws.cli.view.ChainView;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.wiring.ChainWiring;
import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws plan`.
@Command(
    name = "plan",
    addMethodSubcommands = false,
    description = {
      "Show the changes that apply would make, and make none",
      "Resources of this chain that are no longer in the chain file are shown as deleted;"
          + " apply deletes them with --prune."
    },
    footer = {
      "# Show the changes",
      "spiffe-aws plan -f chain.yaml",
      "# In CI: exit with 7 if changes are pending",
      "spiffe-aws plan -f chain.yaml --exit-code",
      "# Write a plan for review",
      "spiffe-aws plan -f chain.yaml --out plan.json"
    })
public final class PlanCommand implements CliCommand {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Chain file, such as chain.yaml; - for standard input")
  private String file = "";

  @Option(names = "--exit-code", description = "Exit with 7 if changes are pending")
  private boolean exitCode;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write the plan to, for apply --plan")
  private @Nullable String out;

  @Mixin private AdoptOption adopt = new AdoptOption();
  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private AwsOptions aws = new AwsOptions();
  @Mixin private WithoutAwsOption withoutAws = new WithoutAwsOption();
  @Mixin private AllowPathOption allowPath = new AllowPathOption();

  @Override
  public int run(Invocation invocation) {
    checkOut(invocation);
    var manifest = ChainFile.read(file, allowPath.directories(invocation), invocation);
    manifest.checkExpiry(invocation.clock().instant());
    manifest.warnings().forEach(invocation.output()::warning);
    ChainView.context(invocation.context().get(), invocation.output());
    try (var wiring = ChainWiring.open(server, aws, invocation)) {
      wiring.checkTrustDomain(manifest, file);
      wiring.parentWarnings(manifest).forEach(invocation.output()::warning);
      var state = ChainState.read(manifest, wiring, withoutAws.check(false), invocation);
      var plan = Plan.of(manifest, state, adopt.adoption(file));
      var changes = plan.changes();
      if (out != null) {
        var planFile = PlanFile.of(manifest, file, plan, ChangesView.array(changes), adopt.adopt());
        write(out, planFile.text(), invocation);
      }
      ChainView.plan(changes, invocation.output());
      ChainView.deletionsRequirePrune(plan.deletions(), invocation.output());
      plan.checkConflicts();
      return exitCode && plan.pending() ? ExitCode.CHANGES_PENDING : ExitCode.DONE;
    }
  }

  /// Checks --out before the current state is read, which may take minutes.
  private void checkOut(Invocation invocation) {
    if (out == null) {
      return;
    }
    var path = invocation.console().directory().resolve(out);
    var directory = path.toAbsolutePath().getParent();
    if (out.equals("-")) {
      throw ProblemException.malformed(
          "usage",
          "--out requires a file, not standard output (-)",
          "specify a file: --out plan.json; for changes as JSON on standard output: -o json");
    }
    if (directory == null || !Files.isDirectory(directory)) {
      throw cannotWrite("no such directory");
    }
    if (Files.isDirectory(path)) {
      throw cannotWrite("it is a directory");
    }
    checkReplaced(path);
  }

  /// Checks that nothing but a plan is replaced: a mix-up of two options must not cost the chain.
  private void checkReplaced(Path path) {
    if (Files.isRegularFile(path) && !PlanFile.isPlan(beginning(path))) {
      throw ProblemException.malformed(
          "not-a-plan",
          out + " exists and is not a plan, so it is not replaced",
          "specify another file with --out, or delete this one");
    }
  }

  /// The beginning of a file; that of an empty one is replaced like a plan.
  private static String beginning(Path path) {
    try (var in = Files.newInputStream(path)) {
      var bytes = in.readNBytes(PlanFile.LONGEST_BEGINNING);
      return bytes.length == 0 ? PlanFile.BEGINNING : new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private ProblemException cannotWrite(String why) {
    return ProblemException.malformed(
        "cannot-write",
        "cannot write " + out + ": " + why,
        "specify a file in an existing directory: --out plan.json");
  }

  private static void write(String out, String text, Invocation invocation) {
    try {
      AtomicFile.write(
          invocation.console().directory().resolve(out), text.getBytes(StandardCharsets.UTF_8));
    } catch (ProblemException e) {
      throw ProblemException.malformed(
          "cannot-write", e.problem().message(), "specify a writable file with --out");
    }
  }
}
