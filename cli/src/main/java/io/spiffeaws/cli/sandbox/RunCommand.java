package io.spiffeaws.cli.sandbox;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.RunsProgram;
import io.spiffeaws.cli.options.SandboxOptions;
import io.spiffeaws.cli.view.ProblemView;
import io.spiffeaws.cli.wiring.ProgramWiring;
import io.spiffeaws.cli.wiring.SandboxWiring;
import io.spiffeaws.exec.ProgramFailure;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws sandbox run`.
@Command(
    name = "run",
    addMethodSubcommands = false,
    description = {
      "Start the sandbox, and run a command in it or wait until interrupted",
      "Without COMMAND, it prints the variables to export. With COMMAND, it runs that with"
          + " these variables and exits with its exit code. AWS profiles in ~/.aws do not apply"
          + " in it: it has its own files. Nothing of the sandbox is left afterwards."
    },
    footer = {
      "# Open a shell in the sandbox",
      "spiffe-aws sandbox run -- bash",
      "# Test renewal with sessions of one minute",
      "spiffe-aws sandbox run --session-ttl 1m -- bash"
    })
public final class RunCommand implements CliCommand, RunsProgram {
  @Mixin private SandboxOptions options;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "Command to run and its arguments; options of spiffe-aws come before it")
  private List<String> command = new ArrayList<>();

  @Override
  public List<String> program() {
    return command;
  }

  @Override
  public int run(Invocation invocation) {
    var programs = ProgramWiring.supervised(invocation.console());
    var sandbox = new SandboxWiring(invocation).start(options);
    try (var session = new SandboxSession(sandbox, invocation.console(), programs)) {
      if (command.isEmpty()) {
        SandboxView.show(session.variables(), session.unset(), invocation.output());
        return invocation.stay();
      }
      if (invocation.console().errIsTerminal()) {
        SandboxView.entering(command, session.isInner(), invocation.output());
      }
      return session.run(command);
    } catch (ProgramFailure e) {
      ProblemView.show(e.problem(), invocation.output());
      return e.code();
    }
  }
}
