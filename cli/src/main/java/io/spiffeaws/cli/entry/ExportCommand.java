package io.spiffeaws.cli.entry;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.OwnerOptions;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.wiring.SpireWiring;
import io.spiffeaws.spire.ExportEntries;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spiffe-aws entry export`.
@Command(
    name = "export",
    addMethodSubcommands = false,
    description = {
      "Print all registration entries as a JSON document",
      "Both register --file and spire-server entry create -data read it."
    },
    footer = {
      "# Back up the entries",
      "spiffe-aws entry export > entries.json",
      "# Copy the entries to another server",
      "spiffe-aws entry export | \\",
      "  spiffe-aws register --file - --server-address spire.example.org:8081"
    })
public final class ExportCommand implements CliCommand {
  @Mixin private OwnerOptions owner = new OwnerOptions();
  @Mixin private ServerOptions server = new ServerOptions();

  @Override
  public int run(Invocation invocation) {
    try (var spire = SpireWiring.open(server, invocation)) {
      var document = new ExportEntries(spire.entries(), owner.owner(invocation)).run();
      invocation.output().data(document.getBytes(StandardCharsets.UTF_8));
    }
    return ExitCode.DONE;
  }
}
