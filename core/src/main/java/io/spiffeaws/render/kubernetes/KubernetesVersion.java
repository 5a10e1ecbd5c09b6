package io.spiffeaws.render.kubernetes;

import io.spiffeaws.problem.ProblemException;
import java.util.regex.Pattern;

/// The version of a cluster, as far as manifests depend on it.
///
/// @param minor 34 for Kubernetes 1.34
public record KubernetesVersion(int minor) implements Comparable<KubernetesVersion> {
  /// The version that is assumed if none is specified.
  public static final KubernetesVersion DEFAULT = new KubernetesVersion(36);

  /// The first version in which native sidecars are enabled.
  public static final KubernetesVersion OLDEST = new KubernetesVersion(29);

  /// Such as 1.34, and as `kubectl version` prints it: v1.34.1, v1.34.1+k3s1, v1.34.1-eks-abc.
  private static final Pattern FORM = Pattern.compile("v?1\\.(\\d{1,3})(\\.\\d+)?([+-][\\w.+-]+)?");

  /// Parses a version.
  ///
  /// @throws ProblemException malformed, also if it is older than [#OLDEST]
  public static KubernetesVersion parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw malformed(text, "expected a version such as 1.34 or v1.34.1");
    }
    var version = new KubernetesVersion(Integer.parseInt(parts.group(1)));
    if (version.compareTo(OLDEST) < 0) {
      throw malformed(text, "expected %s or newer".formatted(OLDEST));
    }
    return version;
  }

  private static ProblemException malformed(String text, String expected) {
    return ProblemException.malformed(
        "malformed-kubernetes-version",
        "invalid value \"%s\" for --for: %s"
            .formatted(text.replaceAll("\\p{Cntrl}", "?"), expected),
        "to show the version of the cluster, run: kubectl version");
  }

  /// Whether kubelets require `nodes/proxy` to list their pods. Later ones accept `nodes/pods`,
  /// since the feature KubeletFineGrainedAuthz is enabled (Kubernetes, "Kubelet
  /// authentication/authorization").
  boolean needsNodesProxy() {
    return minor < 33;
  }

  @Override
  public int compareTo(KubernetesVersion other) {
    return Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return "1." + minor;
  }
}
