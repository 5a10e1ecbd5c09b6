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
      "Check files of SPIRE, Kubernetes and Helm for deprecated settings",
      "Prints each setting with its replacement. The exit code is 6 if there is one. Unknown"
          + " settings are not reported; use validate of spire-server and spire-agent, and kubectl"
          + " apply --dry-run=server --validate=strict.",
      "Files are configurations of the SPIRE server, the agent or the OIDC discovery"
          + " provider, Kubernetes manifests, or values of SPIRE's Helm chart"
          + " (spiffe/helm-charts-hardened)."
    },
    footer = {
      "# Check a server configuration",
      "spiffe-aws render check /etc/spire/server.conf",
      "# Check manifests before they are applied",
      "spiffe-aws render check manifests/spire-server.yaml manifests/spire-agent.yaml",
      "# Check the values of the Helm chart",
      "spiffe-aws render check helm/values.yaml"
    })
public final class CheckCommand implements CliCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "SPIRE configuration, Kubernetes manifests or Helm values; - for standard input")
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
