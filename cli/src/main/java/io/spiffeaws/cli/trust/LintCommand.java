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
import io.spiffeaws.trust.lint.LintTrust;
import io.spiffeaws.trust.lint.NarrowTrust;
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
      "Find what is too wide in trust policies, and what in them does nothing: each finding with a"
          + " stable code, its statement, why it matters, and what narrows it.",
      "Exit code 6 where there is any."
    })
public final class LintCommand implements CliCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ROLE",
      description = "The role's name or ARN.")
  private @Nullable RoleReference role;

  @Option(
      names = "--all",
      description = "Look at every role of the account that lets in by tokens (default: no).")
  private boolean all;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description =
          "Look at a policy that is no role's yet, - for stdin; calls nobody (default: none).")
  private @Nullable String file;

  @Option(
      names = "--ignore",
      paramLabel = "CODE",
      description = "Leave out findings of that code, which are meant; repeatable (default: none).")
  private List<String> ignored = List.of();

  @Option(
      names = "--fix",
      description =
          "Narrow what takes no decision: ROLE's policy in place, or FILE's on standard output; whoever is named to the letter is let in as before (default: only say it).")
  private boolean fix;

  @Mixin private AwsOptions aws;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    checkWords();
    var codes = ignored.stream().map(FindingCode::parse).toList();
    if (file != null) {
      return file(ChainFile.name(file), file, new LintTrust(codes), invocation);
    }
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      if (role != null && fix) {
        var request = new NarrowTrust.Request(role, codes, dryRun.dryRun());
        return ChangesView.show(wiring.narrowTrust().run(request), invocation.output());
      }
      var found = role == null ? wiring.lintRoles(codes).all() : wiring.lintRoles(codes).role(role);
      return LintView.show(found, invocation.output());
    }
  }

  private int file(String name, String file, LintTrust lint, Invocation invocation) {
    var policy = TrustPolicy.parse(ChainFile.text(file, invocation), name);
    if (fix) {
      TrustView.show(lint.narrowed(name, policy), invocation.output());
      return ExitCode.DONE;
    }
    return LintView.show(lint.file(name, policy), invocation.output());
  }

  private void checkWords() {
    if (Stream.of(role != null, all, file != null).filter(given -> given).count() != 1) {
      throw ProblemException.malformed(
          "usage", "one of ROLE, --all and -f FILE is needed, and only one", "");
    }
    if (fix && all) {
      throw ProblemException.malformed(
          "usage", "--fix takes one ROLE or FILE at a time", "narrow each that --all names");
    }
    if (dryRun.dryRun() && (!fix || file != null)) {
      throw ProblemException.malformed(
          "usage", "without ROLE and --fix nothing is written", "leave --dry-run out");
    }
  }
}
