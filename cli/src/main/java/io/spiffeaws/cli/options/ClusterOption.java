package io.spiffeaws.cli.options;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.kubernetes.KubernetesName;
import picocli.CommandLine.Option;

/// The option `--cluster` of a render command whose output always names a cluster.
public final class ClusterOption {
  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      description = {
        "Name of the cluster, by which the server identifies its agents",
        "[default: cluster]"
      })
  private String cluster = "cluster";

  /// @throws ProblemException malformed
  public String name() {
    return KubernetesName.parse(cluster, "cluster");
  }
}
