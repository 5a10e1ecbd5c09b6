package io.spiffeaws.cli.options;

import io.spiffeaws.render.kubernetes.Images;
import io.spiffeaws.render.kubernetes.SocketMount;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Options for the agent's socket and the images of all pods.
public final class MountOptions {
  @Option(
      names = "--agent-socket",
      paramLabel = "csi|hostpath",
      description = {
        "How pods reach the agent: SPIFFE CSI driver, or a directory of the node",
        "[default: csi]"
      })
  private SocketMount mount = SocketMount.csi;

  @Option(
      names = "--image",
      paramLabel = "NAME=IMAGE",
      description = {
        "Image of a component, with its version or digest",
        "[default: the versions that spiffe-aws is tested with]"
      })
  private List<String> images = new ArrayList<>();

  public SocketMount mount() {
    return mount;
  }

  /// @throws io.spiffeaws.problem.ProblemException malformed
  public Images images() {
    return Images.with(images);
  }
}
