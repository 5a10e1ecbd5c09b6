package io.spiffeaws.cli.options;

import io.spiffeaws.render.kubernetes.KubernetesVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option for the version of the cluster that manifests are for.
public final class KubernetesVersionOption {
  @Option(
      names = "--for",
      paramLabel = "VERSION",
      description = {"Kubernetes version of the cluster, such as 1.34", "[default: 1.36]"})
  private @Nullable String version;

  /// @throws io.spiffeaws.problem.ProblemException malformed
  public KubernetesVersion version() {
    return version == null ? KubernetesVersion.DEFAULT : KubernetesVersion.parse(version);
  }
}
