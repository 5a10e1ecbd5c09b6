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
      "Write oidc-discovery-provider.conf, so that AWS finds the issuer's document and keys.",
      "It answers at the issuer's host alone, behind a server that ends TLS or with certificates of"
          + " its own."
    })
public final class OidcProviderCommand implements CliCommand {
  @Mixin private RenderChainOptions chain = new RenderChainOptions();
  @Mixin private ProviderListenerOptions listener = new ProviderListenerOptions();

  @Option(
      names = "--server-api",
      paramLabel = "PATH",
      description =
          "Socket of the SPIRE server's API, which has the keys (default:"
              + " /run/spire/server/api.sock).")
  private String serverApi = "/run/spire/server/api.sock";

  @Option(
      names = "--workload-api",
      paramLabel = "PATH",
      description =
          "Take the keys from this agent's socket instead, for which the provider needs an entry"
              + " (default: from the server).")
  private @Nullable String workloadApi;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      description = "Port on which it says that it is alive and ready (default: 8008).")
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
    return RenderedFiles.give(List.of(conf.file()), out, invocation);
  }
}
