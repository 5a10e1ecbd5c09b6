package io.spiffeaws.cli.trust;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.view.LintView;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.lint.FindingCode;
import io.spiffeaws.trust.lint.FixTrust;
import io.spiffeaws.trust.lint.LintTrust;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust lint`.
@Command(
    name = "lint",
    addMethodSubcommands = false,
    description = {
      "Find conditions in trust policies that are too wide or have no effect",
      "Each finding has a stable code, its statement, the reason and the fix. The exit code"
          + " is 6 if there is a finding.",
      "--fix applies the fixes that need no decision: to the policy of ROLE, or to FILE on"
          + " standard output. IDs that are named exactly stay allowed. --file makes no network"
          + " call."
    },
    footer = {
      "# Check a role",
      "spiffe-aws trust lint s3-app",
      "# Check all roles of the account, without one kind of finding",
      "spiffe-aws trust lint --all --ignore no-audience",
      "# Fix a policy file",
      "spiffe-aws trust lint -f trust.json --fix > fixed.json"
    })
public final class LintCommand implements CliCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ROLE",
      description = "Name or ARN of the role")
  private @Nullable RoleReference role;

  @Option(names = "--all", description = "Check every role of the account that tokens can assume")
  private boolean all;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Check a policy file that no role has yet; - for standard input")
  private @Nullable String file;

  @Option(names = "--ignore", paramLabel = "CODE", description = "Code of findings to ignore")
  private List<String> ignored = List.of();

  @Option(names = "--fix", description = "Apply the fixes that need no decision")
  private boolean fix;

  @Mixin private AwsOptions aws;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    checkUsage();
    var codes = ignored.stream().map(FindingCode::parse).toList();
    if (file != null) {
      return file(ChainFile.name(file), file, new LintTrust(codes), invocation);
    }
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      if (role != null && fix) {
        var request = new FixTrust.Request(role, codes, dryRun.dryRun());
        return ChangesView.show(wiring.fixTrust().run(request), invocation.output());
      }
      var found = role == null ? wiring.lintRoles(codes).all() : wiring.lintRoles(codes).role(role);
      return LintView.show(found, invocation.output());
    }
  }

  private int file(String name, String file, LintTrust lint, Invocation invocation) {
    var policy = TrustPolicy.parse(ChainFile.text(file, invocation), name);
    if (fix) {
      TrustView.show(lint.fixed(name, policy), invocation.output());
      return ExitCode.DONE;
    }
    return LintView.show(lint.file(name, policy), invocation.output());
  }

  private void checkUsage() {
    if (Stream.of(role != null, all, file != null).filter(given -> given).count() != 1) {
      throw ProblemException.malformed(
          "usage",
          "specify exactly one of ROLE, --all and --file",
          "to check every role of the account, run: spiffe-aws trust lint --all");
    }
    if (fix && all) {
      throw ProblemException.malformed(
          "usage",
          "--fix and --all exclude each other",
          "run --fix for each role that --all reports");
    }
    if (dryRun.dryRun() && (!fix || file != null)) {
      throw ProblemException.malformed(
          "usage",
          "--dry-run requires ROLE and --fix: otherwise nothing is written",
          "omit --dry-run");
    }
  }
}
