package io.spiffeaws.render.conf;

import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.render.hcl.HclBody;
import io.spiffeaws.spire.Selector;
import java.util.List;
import java.util.Optional;

/// `agent.conf` of SPIRE's agent (SPIRE, doc/spire_agent.md).
///
/// @param serverAddress host name or IP address of the server
/// @param socket of the Workload API
/// @param bundle file with the server's certificates, so that the agent knows the server
/// @param cluster where it runs in Kubernetes; else it comes with a join token
/// @param discoverPath whether it looks at the programs of workloads, for selectors of their path
///   and their sum; on a host, and at some cost for each call
/// @param verifyKubelet whether the kubelet's certificate is one of the cluster's CA
public record SpireAgentConf(
    String trustDomain,
    String serverAddress,
    int serverPort,
    String dataDirectory,
    String socket,
    String bundle,
    boolean discoverPath,
    Optional<String> cluster,
    boolean verifyKubelet,
    HealthChecks health) {
  public SpireAgentConf {
    dataDirectory = ConfPath.directory(dataDirectory);
    socket = ConfPath.socket(socket);
  }

  /// Whether these have selectors of a program's path or sum, which an agent gives only where it is
  /// told to look at programs.
  public static boolean needsPath(List<Workload> workloads) {
    return workloads.stream()
        .flatMap(workload -> workload.key().selectors().stream())
        .map(Selector::toString)
        .anyMatch(text -> text.startsWith("unix:path:") || text.startsWith("unix:sha256:"));
  }

  public RenderedFile file() {
    var file = new HclBody().block("agent", this::agent).block("plugins", this::plugins);
    health.write(file);
    return new RenderedFile("agent.conf", file.text());
  }

  private void agent(HclBody agent) {
    agent
        .set("server_address", serverAddress)
        .set("server_port", serverPort)
        .set("socket_path", socket)
        .set("trust_bundle_path", bundle)
        .set("trust_domain", trustDomain)
        .set("data_dir", dataDirectory)
        .set("log_level", "INFO");
  }

  private void plugins(HclBody plugins) {
    cluster.ifPresentOrElse(name -> inCluster(name, plugins), () -> onHost(plugins));
  }

  /// A join token counts once, so the key must outlive a restart.
  private void onHost(HclBody plugins) {
    plugins
        .block("NodeAttestor", "join_token", it -> it.block("plugin_data", _ -> {}))
        .block(
            "KeyManager",
            "disk",
            it -> it.block("plugin_data", data -> data.set("directory", dataDirectory)))
        .block("WorkloadAttestor", "unix", it -> it.block("plugin_data", this::programs));
  }

  private void programs(HclBody data) {
    if (discoverPath) {
      data.set("discover_workload_path", true);
    }
  }

  private void inCluster(String name, HclBody plugins) {
    plugins
        .block(
            "NodeAttestor",
            "k8s_psat",
            it -> it.block("plugin_data", data -> data.set("cluster", name)))
        .block("KeyManager", "memory", it -> it.block("plugin_data", _ -> {}))
        .block("WorkloadAttestor", "k8s", it -> it.block("plugin_data", this::kubelet));
  }

  private void kubelet(HclBody data) {
    data.set("node_name_env", "MY_NODE_NAME");
    if (!verifyKubelet) {
      data.set("skip_kubelet_verification", true);
    }
  }
}
