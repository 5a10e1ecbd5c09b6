package io.spiffeaws.cli.render;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.RenderChainOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.render.conf.HealthChecks;
import io.spiffeaws.render.conf.KeyType;
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
      "Write server.conf for a SPIRE server on a host, whose tokens AWS takes.",
      "Try it with spire-server validate -config server.conf."
    })
public final class SpireServerCommand implements CliCommand {
  @Mixin private RenderChainOptions chain = new RenderChainOptions();

  @Option(
      names = "--bind-address",
      paramLabel = "IP",
      description = "Address that agents reach the server at (default: 0.0.0.0).")
  private String address = "0.0.0.0";

  @Option(
      names = "--bind-port",
      paramLabel = "PORT",
      description = "Port that agents reach the server at (default: 8081).")
  private int port = 8081;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of keys and entries (default: /var/lib/spire/server).")
  private String dataDirectory = "/var/lib/spire/server";

  @Option(
      names = "--socket",
      paramLabel = "PATH",
      description = "Socket of the server's API (default: /run/spire/server/api.sock).")
  private String socket = "/run/spire/server/api.sock";

  @Option(
      names = "--jwt-key-type",
      paramLabel = "TYPE",
      description =
          "Key that signs tokens: rsa-2048, rsa-4096, ec-p256 or ec-p384. AWS takes each; others"
              + " than AWS often RSA alone (default: rsa-2048).")
  private String jwtKeyType = KeyType.RSA_2048.word();

  @Option(
      names = "--ca-key-type",
      paramLabel = "TYPE",
      description = "Key that signs X.509-SVIDs; AWS never sees it (default: ec-p256).")
  private String caKeyType = KeyType.EC_P256.word();

  @Option(
      names = "--jwt-svid-ttl",
      paramLabel = "DURATION",
      description = "Life of a token whose entry says nothing else (default: 5m).")
  private Duration jwtSvidTtl = Duration.ofMinutes(5);

  @Option(
      names = "--x509-svid-ttl",
      paramLabel = "DURATION",
      description = "Life of an X.509-SVID whose entry says nothing else (default: 1h).")
  private Duration x509SvidTtl = Duration.ofHours(1);

  @Option(
      names = "--ca-ttl",
      paramLabel = "DURATION",
      description =
          "Life of the signing keys; a key is published a third of it before it signs (default:"
              + " 24h).")
  private Duration caTtl = Duration.ofDays(1);

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description =
          "The agents run in this Kubernetes cluster, which tells who they are (k8s_psat; default:"
              + " agents come with join tokens).")
  private @Nullable String cluster;

  @Option(
      names = "--agent-account",
      paramLabel = "NAMESPACE:NAME",
      description =
          "Service account of the agents in --cluster (default: spire-agent:spire-agent).")
  private String agentAccount = "spire-agent:spire-agent";

  @Option(
      names = "--kube-config",
      paramLabel = "FILE",
      description =
          "How the server gets at the API of --cluster (default: it runs in the cluster itself).")
  private @Nullable String kubeConfig;

  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var conf =
        new SpireServerConf(
            chain.trustDomain(invocation),
            chain.issuer(invocation),
            address,
            port,
            dataDirectory,
            socket,
            KeyType.parse(caKeyType),
            KeyType.parse(jwtKeyType),
            x509SvidTtl,
            jwtSvidTtl,
            caTtl,
            attestor(),
            Optional.empty(),
            new HealthChecks("127.0.0.1", 8180));
    return RenderedFiles.give(List.of(conf.file()), out, invocation);
  }

  private ServerAttestor attestor() {
    return cluster == null
        ? new ServerAttestor.JoinToken()
        : new ServerAttestor.Cluster(cluster, agentAccount, Optional.ofNullable(kubeConfig));
  }
}
