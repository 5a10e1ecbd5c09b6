package io.spiffeaws.cli.sandbox;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.SandboxOptions;
import io.spiffeaws.cli.wiring.ProgramWiring;
import io.spiffeaws.cli.wiring.SandboxWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spiffe-aws sandbox demo`.
@Command(
    name = "demo",
    addMethodSubcommands = false,
    description = {
      "Show all steps from a SPIFFE identity to an S3 object in the sandbox",
      "Each command is printed as it is run. At the end, an identity that the role does not"
          + " trust is denied. Nothing needs to be installed; the AWS CLI writes the object if it"
          + " is installed."
    },
    footer = {
      "# Run the demo",
      "spiffe-aws sandbox demo",
      "# Keep a record of it",
      "spiffe-aws sandbox demo > demo.txt"
    })
public final class DemoCommand implements CliCommand {
  @Mixin private SandboxOptions options;

  @Override
  public int run(Invocation invocation) {
    var wiring = new SandboxWiring(invocation);
    var programs = ProgramWiring.supervised(invocation.console());
    var sandbox = wiring.start(options);
    try (var session = new SandboxSession(sandbox, invocation.console(), programs)) {
      var shell = new DemoShell(session, sandbox.directory(), invocation);
      return new Demo(shell, bucket -> wiring.makeBucket(sandbox.environment(), bucket)).run();
    }
  }
}
