package io.spiffeaws.cli.render;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.RenderChainOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.render.conf.HealthChecks;
import io.spiffeaws.render.conf.HostAndPort;
import io.spiffeaws.render.conf.SpireAgentConf;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws render spire-agent`.
@Command(
    name = "spire-agent",
    addMethodSubcommands = false,
    description = {
      "Write agent.conf for a SPIRE agent on a host",
      "Validate it with spire-agent validate -config agent.conf. The first start needs a"
          + " join token (spire-agent run -joinToken) and the server's bundle (spire-server bundle"
          + " show).",
      "--discover-workload-path adds time to each call. It is set if the chain has selectors"
          + " unix:path or unix:sha256."
    },
    footer = {
      "# Print the file",
      "spiffe-aws render spire-agent --trust-domain example.org \\",
      "  --server-address spire.example.org",
      "# Write it for a chain",
      "spiffe-aws render spire-agent -f chain.yaml --out /etc/spire"
    })
public final class SpireAgentCommand implements CliCommand {
  private static final int SERVER_PORT = 8081;

  @Mixin private RenderChainOptions chain = new RenderChainOptions();

  @Option(
      names = "--server-address",
      paramLabel = "HOST[:PORT]",
      description = {"Address of the SPIRE server", "[default: 127.0.0.1:8081]"})
  private String serverAddress = "127.0.0.1";

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {"Directory of the agent's key", "[default: /var/lib/spire/agent]"})
  private String dataDirectory = "/var/lib/spire/agent";

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = {"Socket of the Workload API", "[default: /run/spire/agent/api.sock]"})
  private String socket = "/run/spire/agent/api.sock";

  @Option(
      names = "--trust-bundle",
      paramLabel = "FILE",
      description = {"Bundle of the server, as PEM", "[default: /var/lib/spire/bundle.pem]"})
  private String bundle = "/var/lib/spire/bundle.pem";

  @Option(
      names = "--discover-workload-path",
      description = {
        "Read the programs of workloads, for selectors unix:path and unix:sha256",
        "[default: if the chain has such selectors]"
      })
  private boolean discoverPath;

  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var server = HostAndPort.parse(serverAddress, SERVER_PORT);
    var workloads = chain.chain(invocation).map(Manifest::workloads).orElse(List.of());
    var conf =
        new SpireAgentConf(
            chain.trustDomain(invocation),
            server.host(),
            server.port(),
            dataDirectory,
            socket,
            bundle,
            discoverPath || SpireAgentConf.needsPath(workloads),
            Optional.empty(),
            false,
            new HealthChecks("127.0.0.1", 8181));
    return RenderedFiles.write(List.of(conf.file()), out, invocation);
  }
}
