package io.spiffeaws.cli.render;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AllowPathOption;
import io.spiffeaws.cli.options.ChainFileOption;
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
      "Write the workloads of a chain as SPIRE controller manager resources",
      "A workload whose selectors match pods becomes a ClusterSPIFFEID, for which the"
          + " manager creates an entry per pod. Any other becomes a ClusterStaticEntry. With"
          + " --static, all are ClusterStaticEntry: the manager creates exactly the entries of the"
          + " chain, and apply creates none.",
      "The hardened Helm charts ignore resources without a class, for example"
          + " spire-mgmt-spire."
    },
    footer = {
      "# Print the resources",
      "spiffe-aws render controller-manager -f chain.yaml",
      "# Apply them with the class of the Helm charts",
      "spiffe-aws render controller-manager -f chain.yaml \\",
      "  --class-name spire-mgmt-spire | \\",
      "  kubectl apply -f -"
    })
public final class ControllerManagerCommand implements CliCommand {
  @Mixin private ChainFileOption file = new ChainFileOption();

  @Option(names = "--static", description = "Write every workload as a ClusterStaticEntry")
  private boolean asWritten;

  @Option(
      names = "--class-name",
      paramLabel = "NAME",
      description = "Class of the resources, as className of the controller manager")
  private @Nullable String className;

  @Mixin private AllowPathOption allowPath = new AllowPathOption();
  @Mixin private RenderOutOptions out = new RenderOutOptions();

  @Override
  public int run(Invocation invocation) {
    var identities =
        new Identities(asWritten, Optional.ofNullable(className))
            .add(file.chain(allowPath, invocation).workloads());
    identities.notes().forEach(invocation.output()::warning);
    return RenderedFiles.write(List.of(identities.file("identities.yaml")), out, invocation);
  }
}
