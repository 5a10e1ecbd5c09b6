package io.spiffeaws.cli.render;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ClusterOption;
import io.spiffeaws.cli.options.ExposureOptions;
import io.spiffeaws.cli.options.JwtKeyTypeOption;
import io.spiffeaws.cli.options.KubernetesVersionOption;
import io.spiffeaws.cli.options.MountOptions;
import io.spiffeaws.cli.options.RenderChainOptions;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.cli.view.Output;
import io.spiffeaws.render.conf.RolesAnywhereCa;
import io.spiffeaws.render.kubernetes.ClusterSettings;
import io.spiffeaws.render.kubernetes.KubernetesName;
import io.spiffeaws.render.kubernetes.RenderCluster;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws render kubernetes`.
@Command(
    name = "kubernetes",
    addMethodSubcommands = false,
    description = {
      "Write Kubernetes manifests for SPIRE server, agents and OIDC provider",
      "Their own entries are written to entries.data, for register -f. With"
          + " --controller-manager they are custom resources, as the workloads of the chain are;"
          + " install the resource definitions first.",
      "--expose ingress and contour write an Ingress or a Contour HTTPProxy with a"
          + " certificate of cert-manager. --expose acme writes a load balancer; the provider then"
          + " obtains its certificates itself.",
      "Components for --image: spire-server, spire-agent, oidc-discovery-provider,"
          + " spiffe-csi-driver, csi-node-driver-registrar, spire-controller-manager and"
          + " spiffe-aws. A directory of the node (--agent-socket hostpath) requires privileged"
          + " namespaces. By default, agents accept the kubelet of their own node without checking"
          + " its certificate.",
      "With --out, the commands that delete everything from the cluster are printed, in an"
          + " order in which none of them hangs: pods with volumes of the SPIFFE CSI driver before"
          + " the driver."
    },
    footer = {
      "# Write the manifests for a chain",
      "spiffe-aws render kubernetes -f chain.yaml --out manifests",
      "# Write them without a chain, with another agent image",
      "spiffe-aws render kubernetes --trust-domain example.org \\",
      "  --issuer https://oidc.example.org \\",
      "  --image spire-agent=ghcr.io/spiffe/spire-agent:1.15.3 --out manifests"
    })
public final class KubernetesCommand implements CliCommand {
  @Mixin private RenderChainOptions chain = new RenderChainOptions();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      description = {"Namespace of the server and the OIDC provider", "[default: spire]"})
  private String namespace = "spire";

  @Option(
      names = "--agent-namespace",
      paramLabel = "NAME",
      description = {"Namespace of the agents, which is privileged", "[default: spire-agent]"})
  private String agentNamespace = "spire-agent";

  @Option(
      names = "--node-id",
      paramLabel = "ID",
      description = {
        "SPIFFE ID that all nodes share, the parent of workloads",
        "[default: spiffe://TRUST-DOMAIN/k8s/CLUSTER/node]"
      })
  private @Nullable SpiffeId nodeId;

  @Mixin private JwtKeyTypeOption jwtKeyType = new JwtKeyTypeOption();

  @Option(
      names = "--verify-kubelet",
      description = "Verify kubelet certificates; these must be of the cluster's CA")
  private boolean verifyKubelet;

  @Option(
      names = "--controller-manager",
      description = "Run the SPIRE controller manager alongside the server")
  private boolean controllerManager;

  @Mixin private KubernetesVersionOption version = new KubernetesVersionOption();
  @Mixin private ExposureOptions exposure = new ExposureOptions();
  @Mixin private MountOptions mount = new MountOptions();
  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var workloads = chain.chain(invocation).map(Manifest::workloads).orElse(List.<Workload>of());
    var cluster = new RenderCluster(settings(invocation));
    var rendered = cluster.files(workloads);
    rendered.notes().forEach(invocation.output()::warning);
    cluster.warnings().forEach(invocation.output()::warning);
    var code = RenderedFiles.write(rendered.files(), out, invocation);
    if (!out.dryRun() && !invocation.output().structured()) {
      out.typed().map(rendered::removal).ifPresent(commands -> show(commands, invocation.output()));
    }
    return code;
  }

  private static void show(List<String> commands, Output output) {
    output.message("to delete it from the cluster, delete the workloads first, then run:");
    commands.forEach(command -> output.message("  " + command));
  }

  private ClusterSettings settings(Invocation invocation) {
    var trustDomain = chain.trustDomain(invocation);
    return new ClusterSettings(
        trustDomain,
        chain.issuer(invocation),
        cluster.name(),
        KubernetesName.parse(namespace, "namespace"),
        KubernetesName.parse(agentNamespace, "namespace"),
        nodeId == null ? new SpiffeId(trustDomain, "/k8s/" + cluster.name() + "/node") : nodeId,
        jwtKeyType.keyType(),
        chain.chain(invocation).flatMap(RolesAnywhereCa::of),
        mount.mount(),
        exposure.exposure(ClusterSettings.ACME_CACHE),
        mount.images(),
        version.version(),
        verifyKubelet,
        controllerManager);
  }
}
