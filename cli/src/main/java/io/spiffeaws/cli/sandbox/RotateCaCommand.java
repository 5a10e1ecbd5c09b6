package io.spiffeaws.cli.sandbox;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.RotationStepConverter;
import io.spiffeaws.cli.view.AuthoritiesView;
import io.spiffeaws.cli.wiring.SandboxWiring;
import io.spiffeaws.spire.RotateX509Authority.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `spiffe-aws sandbox rotate-ca`.
@Command(
    name = "rotate-ca",
    addMethodSubcommands = false,
    description = {
      "Rotate the CA of the sandbox's SPIRE server, step by step",
      "The steps are those of spire-server localauthority x509: prepare creates the CA that signs"
          + " next, activate makes it sign, taint replaces the SVIDs of the old CA, and revoke"
          + " removes the old CA from the bundle. Each prints the CAs after it; show only prints"
          + " them."
    },
    footer = {
      "# Sign X509-SVIDs with a new CA",
      "spiffe-aws sandbox rotate-ca prepare",
      "spiffe-aws sandbox rotate-ca activate",
      "# Stop trusting the old CA",
      "spiffe-aws sandbox rotate-ca taint",
      "spiffe-aws sandbox rotate-ca revoke"
    })
public final class RotateCaCommand implements CliCommand {
  @Parameters(
      index = "0",
      paramLabel = "show|prepare|activate|taint|revoke",
      description = "Step of the rotation",
      converter = RotationStepConverter.class)
  private Step step = Step.SHOW;

  @Override
  public int run(Invocation invocation) {
    AuthoritiesView.show(new SandboxWiring(invocation).rotate(step), invocation.output());
    return ExitCode.DONE;
  }
}
