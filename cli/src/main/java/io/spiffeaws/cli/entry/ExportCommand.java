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
    description =
        "Print all entries as a document that register --file and spire-server entry create -data"
            + " read.")
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
