package io.spiffeaws.cli.render;

import io.spiffeaws.check.Check;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.view.ChecksView;
import io.spiffeaws.render.check.CheckFile;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `spiffe-aws render check`.
@Command(
    name = "check",
    addMethodSubcommands = false,
    description = {
      "Find in files of SPIRE and Kubernetes what no longer holds, and say what replaces it.",
      "Exit code 6 where there is anything. What it does not know, it does not report: SPIRE's own"
          + " validate and kubectl apply --dry-run=server --validate=strict say the rest."
    })
public final class CheckCommand implements CliCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "A configuration file of SPIRE's server, agent or OIDC discovery provider, or Kubernetes"
              + " manifests; - for stdin.")
  private List<String> files = new ArrayList<>();

  @Override
  public int run(Invocation invocation) {
    var checks = new ArrayList<Check>();
    for (var file : files) {
      checks.addAll(
          new CheckFile()
              .run(new CheckFile.Request(ChainFile.name(file), ChainFile.text(file, invocation))));
    }
    return ChecksView.show(checks, invocation.output());
  }
}
