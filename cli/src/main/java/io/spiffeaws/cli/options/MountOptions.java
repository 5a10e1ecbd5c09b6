package io.spiffeaws.cli.options;

import io.spiffeaws.render.kubernetes.Images;
import io.spiffeaws.render.kubernetes.SocketMount;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// What all pods have in common.
public final class MountOptions {
  @Option(
      names = "--agent-socket",
      paramLabel = "csi|hostpath",
      description =
          "How pods get at the agent's socket: by the SPIFFE CSI driver, or by a folder of the node,"
              + " for which namespaces must be privileged (default: csi).")
  private SocketMount mount = SocketMount.csi;

  @Option(
      names = "--image",
      paramLabel = "NAME=IMAGE",
      description =
          "Another image for spire-server, spire-agent, oidc-discovery-provider, spiffe-csi-driver,"
              + " csi-node-driver-registrar, spire-controller-manager or spiffe-aws, with its version"
              + " or digest: spire-agent=ghcr.io/spiffe/spire-agent:1.15.3@sha256:... (default: each"
              + " in the version that spiffe-aws is tested with).")
  private List<String> images = new ArrayList<>();

  public SocketMount mount() {
    return mount;
  }

  /// @throws io.spiffeaws.problem.ProblemException malformed
  public Images images() {
    return Images.with(images);
  }
}
