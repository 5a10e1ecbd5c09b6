package io.spiffeaws.cli.render;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ClusterOption;
import io.spiffeaws.cli.options.JwtKeyTypeOption;
import io.spiffeaws.cli.options.RenderChainOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
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
      "spiffe-aws render helm-values -f chain.yaml --cluster prod \\",
      "  --cluster-issuer letsencrypt \\",
      "  --out helm",
      "helm upgrade --install -n spire-mgmt spire spire \\",
      "  --repo https://spiffe.github.io/helm-charts-hardened/ -f helm/values.yaml",
      "# Print them for another ingress controller",
      "spiffe-aws render helm-values -f chain.yaml --ingress-class traefik"
    })
public final class HelmValuesCommand implements CliCommand {
  @Mixin private RenderChainOptions chain = new RenderChainOptions();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Option(
      names = "--class-name",
      paramLabel = "NAME",
      description = {
        "Class of the controller manager's resources",
        "[default: NAMESPACE-RELEASE, which the chart sets]"
      })
  private @Nullable String className;

  @Mixin private JwtKeyTypeOption jwtKeyType = new JwtKeyTypeOption();

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
                    cluster.name(),
                    chain.chain(invocation).map(Manifest::workloads).orElse(List.<Workload>of()),
                    jwtKeyType.keyType(),
                    Optional.ofNullable(className),
                    ingressClass,
                    tlsSecret,
                    Optional.ofNullable(clusterIssuer)));
    rendered.notes().forEach(invocation.output()::warning);
    return RenderedFiles.write(List.of(rendered.file()), out, invocation);
  }
}
