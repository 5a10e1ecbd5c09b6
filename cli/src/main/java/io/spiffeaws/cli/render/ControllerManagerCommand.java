package io.spiffeaws.cli.render;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AllowPathOption;
import io.spiffeaws.cli.options.ChainFile;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.render.kubernetes.Identities;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws render controller-manager`.
@Command(
    name = "controller-manager",
    addMethodSubcommands = false,
    description = {
      "Write the workloads of a chain as resources of the SPIRE controller manager.",
      "A ClusterSPIFFEID, where the selectors mean pods: the manager then makes an entry for each"
          + " pod. A ClusterStaticEntry for any other."
    })
public final class ControllerManagerCommand implements CliCommand {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "The chain, as chain.yaml; - for stdin.")
  private String file = "";

  @Option(
      names = "--static",
      description =
          "Make each a ClusterStaticEntry: the manager then makes just the entries that the chain"
              + " has, and apply none (default: a ClusterSPIFFEID where that can be).")
  private boolean asWritten;

  @Option(
      names = "--class-name",
      paramLabel = "NAME",
      description =
          "Class of the resources, as the manager's className, for example spire-mgmt-spire; the"
              + " hardened Helm charts ignore resources without it (default: no class).")
  private @Nullable String className;

  @Mixin private AllowPathOption allowPath = new AllowPathOption();
  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var identities =
        new Identities(asWritten, Optional.ofNullable(className))
            .add(ChainFile.read(file, allowPath.directories(invocation), invocation).workloads());
    identities.notes().forEach(invocation.output()::warning);
    return RenderedFiles.give(List.of(identities.file("identities.yaml")), out, invocation);
  }
}
