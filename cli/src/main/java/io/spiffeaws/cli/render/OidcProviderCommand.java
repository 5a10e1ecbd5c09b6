package io.spiffeaws.cli.render;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ProviderListenerOptions;
import io.spiffeaws.cli.options.RenderChainOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.render.conf.OidcProviderConf;
import io.spiffeaws.render.conf.ProviderKeys;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws render oidc-provider`.
@Command(
    name = "oidc-provider",
    addMethodSubcommands = false,
    description = {
      "Write oidc-discovery-provider.conf, which publishes the issuer",
      "The provider answers only at the issuer's host, behind a server that terminates TLS"
          + " or with its own certificates. With --workload-api, it needs a registration entry."
    },
    footer = {
      "# Behind a web server on the same host",
      "spiffe-aws render oidc-provider --trust-domain example.org \\",
      "  --issuer https://oidc.example.org",
      "# With certificates of Let's Encrypt",
      "spiffe-aws render oidc-provider -f chain.yaml --acme-email ops@example.org \\",
      "  --acme-accept-terms --out /etc/spire"
    })
public final class OidcProviderCommand implements CliCommand {
  @Mixin private RenderChainOptions chain = new RenderChainOptions();
  @Mixin private ProviderListenerOptions listener = new ProviderListenerOptions();

  @Option(
      names = "--server-api",
      paramLabel = "PATH",
      description = {
        "Socket of the SPIRE server API, to read the keys from",
        "[default: /run/spire/server/api.sock]"
      })
  private String serverApi = "/run/spire/server/api.sock";

  @Option(
      names = "--workload-api",
      paramLabel = "PATH",
      description = "Socket of the SPIRE agent, to read the keys from there instead")
  private @Nullable String workloadApi;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      description = {"Port of the liveness and readiness checks", "[default: 8008]"})
  private int healthPort = 8008;

  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var keys =
        workloadApi == null
            ? new ProviderKeys.ServerApi(serverApi)
            : new ProviderKeys.WorkloadApi(workloadApi, chain.trustDomain(invocation));
    var conf =
        new OidcProviderConf(chain.issuer(invocation), listener.listener(), keys, healthPort);
    return RenderedFiles.write(List.of(conf.file()), out, invocation);
  }
}
