package io.spiffeaws.cli.render;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.JwtKeyTypeOption;
import io.spiffeaws.cli.options.RenderChainOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.render.conf.HealthChecks;
import io.spiffeaws.render.conf.KeyType;
import io.spiffeaws.render.conf.RolesAnywhereCa;
import io.spiffeaws.render.conf.ServerAttestor;
import io.spiffeaws.render.conf.SpireServerConf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws render spire-server`.
@Command(
    name = "spire-server",
    addMethodSubcommands = false,
    description = {
      "Write server.conf for a SPIRE server on a host, with tokens for AWS",
      "Validate it with spire-server validate -config server.conf. AWS accepts every JWT key"
          + " type; other services often accept only RSA. A signing key is published a third of"
          + " --ca-ttl before it signs.",
      "If the chain has roles_anywhere, the CA has a subject, and two CAs suffice for the trust"
          + " anchor. Without an issuer, the server then issues no tokens for AWS.",
      "With --cluster, the agents attest with k8s_psat; otherwise they need join tokens."
    },
    footer = {
      "# Print the file",
      "spiffe-aws render spire-server --trust-domain example.org \\",
      "  --issuer https://oidc.example.org",
      "# Write it for a chain and agents in Kubernetes",
      "spiffe-aws render spire-server -f chain.yaml --cluster prod \\",
      "  --kube-config /etc/spire/kubeconfig --out /etc/spire"
    })
public final class SpireServerCommand implements CliCommand {
  @Mixin private RenderChainOptions chain = new RenderChainOptions();

  @Option(
      names = "--bind-address",
      paramLabel = "IP",
      description = {"Address to listen on for agents", "[default: 0.0.0.0]"})
  private String address = "0.0.0.0";

  @Option(
      names = "--bind-port",
      paramLabel = "PORT",
      description = {"Port to listen on for agents", "[default: 8081]"})
  private int port = 8081;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {"Directory of keys and entries", "[default: /var/lib/spire/server]"})
  private String dataDirectory = "/var/lib/spire/server";

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = {"Socket of the server API", "[default: /run/spire/server/api.sock]"})
  private String socket = "/run/spire/server/api.sock";

  @Mixin private JwtKeyTypeOption jwtKeyType = new JwtKeyTypeOption();

  @Option(
      names = "--ca-key-type",
      paramLabel = "TYPE",
      description = {
        "Key that signs X.509-SVIDs; IAM Roles Anywhere accepts every type",
        "[default: ec-p256]"
      })
  private String caKeyType = KeyType.EC_P256.word();

  @Option(
      names = "--jwt-svid-ttl",
      paramLabel = "DURATION",
      description = {"Lifetime of tokens if the entry does not specify one", "[default: 5m]"})
  private Duration jwtSvidTtl = Duration.ofMinutes(5);

  @Option(
      names = "--x509-svid-ttl",
      paramLabel = "DURATION",
      description = {"Lifetime of X.509-SVIDs if the entry does not specify one", "[default: 1h]"})
  private Duration x509SvidTtl = Duration.ofHours(1);

  @Option(
      names = "--ca-ttl",
      paramLabel = "DURATION",
      description = {"Lifetime of the signing keys", "[default: 24h]"})
  private Duration caTtl = Duration.ofDays(1);

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = {
        "Kubernetes cluster that the agents run in and attest with",
        "[default: none, join tokens]"
      })
  private @Nullable String cluster;

  @Option(
      names = "--agent-account",
      paramLabel = "NAMESPACE:NAME",
      description = {
        "Service account of the agents in --cluster",
        "[default: spire-agent:spire-agent]"
      })
  private String agentAccount = "spire-agent:spire-agent";

  @Option(
      names = "--kube-config",
      paramLabel = "FILE",
      description = {
        "Configuration for the API of --cluster",
        "[default: that of the pod that the server runs in]"
      })
  private @Nullable String kubeConfig;

  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var conf =
        new SpireServerConf(
            chain.trustDomain(invocation),
            chain.issuerForTokens(invocation),
            address,
            port,
            dataDirectory,
            socket,
            KeyType.parse(caKeyType),
            jwtKeyType.keyType(),
            x509SvidTtl,
            jwtSvidTtl,
            caTtl,
            chain.chain(invocation).flatMap(RolesAnywhereCa::of),
            attestor(),
            Optional.empty(),
            new HealthChecks("127.0.0.1", 8180));
    return RenderedFiles.write(List.of(conf.file()), out, invocation);
  }

  private ServerAttestor attestor() {
    return cluster == null
        ? new ServerAttestor.JoinToken()
        : new ServerAttestor.Cluster(cluster, agentAccount, Optional.ofNullable(kubeConfig));
  }
}
