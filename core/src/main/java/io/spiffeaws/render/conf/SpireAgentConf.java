package io.spiffeaws.render.conf;

import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.render.hcl.HclBody;
import io.spiffeaws.spire.Selector;
import java.util.List;
import java.util.Optional;

/// The configuration file `agent.conf` of SPIRE's agent (SPIRE, doc/spire_agent.md).
///
/// @param serverAddress host name or IP address of the server
/// @param socket of the Workload API
/// @param bundle file with the server's certificates, with which the agent authenticates the server
/// @param cluster name of its Kubernetes cluster; if empty, the agent joins with a join token
/// @param discoverPath whether it inspects workloads' programs, for selectors of their path and
///   checksum; only on a host, and at some cost for each call
/// @param verifyKubelet whether the kubelet's certificate is signed by the cluster's CA
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

  /// Whether workloads have selectors of a program's path or checksum, which an agent produces only
  /// if it inspects programs.
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

  /// Writes plugins for a host. A join token is valid once, so the agent's key must survive a
  /// restart.
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
