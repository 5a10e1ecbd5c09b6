package io.spiffeaws.render.kubernetes;

import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.spire.EntriesFile;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.NodeAlias;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Renders the manifests of SPIRE and its OIDC discovery provider, and the registration entries
/// that both need. `kubectl apply` processes the files in the order of their names.
public final class RenderCluster {
  private static final String SEPARATOR = "---\n";

  private final ClusterSettings settings;

  public RenderCluster(ClusterSettings settings) {
    this.settings = settings;
  }

  /// The rendered files.
  ///
  /// @param notes what the files cannot express, a line for each
  public record Rendered(List<RenderedFile> files, List<String> notes) {
    public Rendered {
      files = List.copyOf(files);
      notes = List.copyOf(notes);
    }

    /// The commands that delete the manifests from the cluster, in their order, after workloads.
    ///
    /// @param directory of the files, as the caller's shell resolves it
    public List<String> removal(String directory) {
      return ClusterRemoval.commands(directory, files);
    }
  }

  /// Renders the files.
  ///
  /// @param workloads for the controller manager, if it is used
  public Rendered files(List<Workload> workloads) {
    var files = new ArrayList<RenderedFile>();
    files.add(new RenderedFile("00-namespaces.yaml", Namespaces.yaml(settings)));
    files.add(new RenderedFile("10-spire-server.yaml", server()));
    files.add(new RenderedFile("20-spire-agent.yaml", agent()));
    files.add(new RenderedFile("30-oidc-provider.yaml", provider()));
    exposure().ifPresent(text -> files.add(new RenderedFile("40-ingress.yaml", text)));
    if (!settings.controllerManager()) {
      files.add(entries());
      return new Rendered(files, List.of());
    }
    var identities = identities(workloads);
    files.add(identities.file("50-identities.yaml"));
    return new Rendered(files, identities.notes());
  }

  /// Returns warnings about images that nodes may not find.
  public List<String> warnings() {
    return settings.images().componentWarnings();
  }

  private String server() {
    var conf = ClusterConfs.server(settings);
    var namespace = settings.namespace();
    var parts = new ArrayList<String>();
    parts.add(ServerAccess.yaml(settings));
    parts.add(ConfigMap.yaml(namespace, ClusterSettings.SERVER, conf));
    if (settings.controllerManager()) {
      parts.add(ControllerManagerSidecar.access(settings));
      var manager = ControllerManagerSidecar.configuration(settings);
      parts.add(ConfigMap.yaml(namespace, "spire-controller-manager", manager));
    }
    parts.add(ServerNetworkPolicy.yaml(settings));
    parts.add(CriticalPods.yaml(namespace, "system-cluster-critical"));
    parts.add(
        ServerWorkload.yaml(
            settings,
            conf,
            settings.controllerManager() ? ControllerManagerSidecar.container(settings) : "",
            settings.controllerManager() ? ControllerManagerSidecar.volumes() : ""));
    return String.join(SEPARATOR, parts);
  }

  private String agent() {
    var conf = ClusterConfs.agent(settings);
    var parts = new ArrayList<String>();
    parts.add(AgentAccess.yaml(settings));
    parts.add(ConfigMap.yaml(settings.agentNamespace(), ClusterSettings.AGENT, conf));
    if (settings.mount() == SocketMount.csi) {
      parts.add(CsiDriver.yaml());
    }
    parts.add(CriticalPods.yaml(settings.agentNamespace(), "system-node-critical"));
    parts.add(AgentWorkload.yaml(settings, conf));
    return String.join(SEPARATOR, parts);
  }

  private String provider() {
    var conf = ClusterConfs.provider(settings);
    return ConfigMap.yaml(settings.namespace(), ClusterSettings.PROVIDER, conf)
        + SEPARATOR
        + ProviderWorkload.yaml(settings, conf);
  }

  private Optional<String> exposure() {
    return switch (settings.exposure()) {
      case Exposure.Ingress ingress ->
          Optional.of(
              IngressManifest.yaml(settings, ingress)
                  + SEPARATOR
                  + CertificateManifest.yaml(settings, ingress.ingressClass(), ingress.email()));
      case Exposure.Contour contour ->
          Optional.of(
              HttpProxyManifest.yaml(settings, contour)
                  + SEPARATOR
                  + CertificateManifest.yaml(settings, contour.ingressClass(), contour.email()));
      case Exposure.OwnAcme _ -> Optional.empty();
    };
  }

  private Identities identities(List<Workload> workloads) {
    return new Identities(false, Optional.empty())
        .add(nodes(), EntrySettings.DEFAULT)
        .add(ofProvider(), EntrySettings.DEFAULT)
        .add(workloads);
  }

  /// The entries, in a file whose name `kubectl apply -f DIR` ignores.
  private RenderedFile entries() {
    var entries =
        List.of(nodes(), ofProvider()).stream()
            .map(key -> RegistrationEntry.of(key, EntrySettings.DEFAULT))
            .toList();
    return new RenderedFile("entries.data", EntriesFile.print(entries));
  }

  /// The entry of the ID that all nodes of the cluster share, so that workloads' entries do not
  /// depend on one node.
  private EntryKey nodes() {
    return new EntryKey(
        settings.nodeId(),
        NodeAlias.server(settings.trustDomain()),
        List.of(
            new Selector("k8s_psat", "cluster:" + settings.cluster()),
            new Selector("k8s_psat", "agent_ns:" + settings.agentNamespace()),
            new Selector("k8s_psat", "agent_sa:" + ClusterSettings.AGENT)));
  }

  private EntryKey ofProvider() {
    return new EntryKey(
        settings.providerId(),
        settings.nodeId(),
        List.of(
            new Selector("k8s", "ns:" + settings.namespace()),
            new Selector("k8s", "sa:" + ClusterSettings.PROVIDER)));
  }
}
