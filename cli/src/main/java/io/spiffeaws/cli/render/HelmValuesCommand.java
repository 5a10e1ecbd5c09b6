package io.spiffeaws.cli.render;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.RenderChainOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.render.conf.KeyType;
import io.spiffeaws.render.kubernetes.KubernetesName;
import io.spiffeaws.render.kubernetes.RenderHelmValues;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws render helm-values`.
@Command(
    name = "helm-values",
    addMethodSubcommands = false,
    description = {
      "Write values for SPIRE's Helm chart (spiffe/helm-charts-hardened)",
      "The values contain the trust domain, the issuer and its ingress, and the workloads of the"
          + " chain as identities of the controller manager. Tested with version 0.30.0 of the"
          + " chart spire.",
      "The certificate of the issuer's host must be of a public CA. It is in the Secret"
          + " --tls-secret, which cert-manager writes if --cluster-issuer is specified."
    },
    footer = {
      "# Write the values and install the chart with them",
      "spiffe-aws render helm-values -f chain.yaml --cluster prod --cluster-issuer letsencrypt \\",
      "  --out helm",
      "helm upgrade --install -n spire-mgmt spire spire \\",
      "  --repo https://spiffe.github.io/helm-charts-hardened/ -f helm/values.yaml",
      "# Print them for another ingress controller",
      "spiffe-aws render helm-values -f chain.yaml --ingress-class traefik"
    })
public final class HelmValuesCommand implements CliCommand {
  @Mixin private RenderChainOptions chain = new RenderChainOptions();

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = {
        "Name of the cluster, by which the server identifies its agents",
        "[default: cluster]"
      })
  private String cluster = "cluster";

  @Option(
      names = "--class-name",
      paramLabel = "NAME",
      description = {
        "Class of the controller manager's resources",
        "[default: NAMESPACE-RELEASE, which the chart sets]"
      })
  private @Nullable String className;

  @Option(
      names = "--jwt-key-type",
      paramLabel = "TYPE",
      description = {
        "Key that signs tokens: rsa-2048, rsa-4096, ec-p256 or ec-p384",
        "[default: rsa-2048]"
      })
  private String jwtKeyType = KeyType.RSA_2048.word();

  @Option(
      names = "--ingress-class",
      paramLabel = "NAME",
      description = {"Class of the ingress controller", "[default: nginx]"})
  private String ingressClass = "nginx";

  @Option(
      names = "--tls-secret",
      paramLabel = "NAME",
      description = {
        "Secret with the certificate of the issuer's host",
        "[default: oidc-discovery-provider-tls]"
      })
  private String tlsSecret = "oidc-discovery-provider-tls";

  @Option(
      names = "--cluster-issuer",
      paramLabel = "NAME",
      description = "ClusterIssuer of cert-manager that obtains the certificate")
  private @Nullable String clusterIssuer;

  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var rendered =
        new RenderHelmValues()
            .run(
                new RenderHelmValues.Request(
                    chain.trustDomain(invocation),
                    chain.issuer(invocation),
                    KubernetesName.parse(cluster, "cluster"),
                    chain.chain(invocation).map(Manifest::workloads).orElse(List.<Workload>of()),
                    KeyType.parse(jwtKeyType),
                    Optional.ofNullable(className),
                    ingressClass,
                    tlsSecret,
                    Optional.ofNullable(clusterIssuer)));
    rendered.notes().forEach(invocation.output()::warning);
    return RenderedFiles.write(List.of(rendered.file()), out, invocation);
  }
}
