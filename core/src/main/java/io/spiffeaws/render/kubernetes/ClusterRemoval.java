package io.spiffeaws.render.kubernetes;

import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.render.RenderedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The commands that delete the manifests from a cluster, in an order in which none of them hangs:
/// the pods that mount volumes of the SPIFFE CSI driver must be gone before the driver, which
/// unmounts them. `--cascade=foreground` waits for the pods.
final class ClusterRemoval {
  private static final String WAITING = "kubectl delete --cascade=foreground";

  private ClusterRemoval() {}

  /// Returns the commands. Workloads must have been deleted before.
  ///
  /// @param directory of the files
  /// @param files those of [RenderCluster]
  static List<String> commands(String directory, List<RenderedFile> files) {
    var commands = new ArrayList<String>();
    add(commands, "kubectl delete", directory, files, "50-");
    add(commands, WAITING, directory, files, "40-", "30-");
    add(commands, WAITING, directory, files, "20-");
    add(commands, "kubectl delete", directory, files, "10-", "00-");
    return List.copyOf(commands);
  }

  private static void add(
      List<String> commands,
      String verb,
      String directory,
      List<RenderedFile> files,
      String... prefixes) {
    var arguments =
        List.of(prefixes).stream()
            .flatMap(prefix ->
                files.stream().map(RenderedFile::name).filter(it -> it.startsWith(prefix)))
            .map(name -> " -f " + TypedCommand.word(directory + "/" + name))
            .collect(Collectors.joining());
    if (!arguments.isEmpty()) {
      commands.add(verb + arguments);
    }
  }
}
