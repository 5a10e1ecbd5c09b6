package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.OperatorSessionOptions;
import io.spiffeaws.cli.view.ProblemView;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import io.spiffeaws.exec.ProgramFailure;
import io.spiffeaws.exec.RunWithCredentials;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws creds exec`.
@Command(
    name = "exec",
    description = {
      "Run a command with credentials in its environment.",
      "The command takes the place of spiffe-aws, so terminal, signals and exit code are its own. It"
          + " gets none of the AWS credentials, role and profile that spiffe-aws was started with."
    })
public final class ExecCommand implements CliCommand {
  @Mixin private OperatorSessionOptions session;
  @Mixin private CacheOption cache;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command and its arguments, after --.")
  private List<String> command = new ArrayList<>();

  @Override
  public int run(Invocation invocation) {
    var wiring = new CredentialsWiring(invocation);
    var console = invocation.console();
    var request =
        new RunWithCredentials.Request(
            session.request(invocation),
            command,
            console.environment(),
            console.directory(),
            wiring.region(session));
    try {
      return wiring.runWithCredentials(session, cache).run(request);
    } catch (ProgramFailure e) {
      ProblemView.show(e.problem(), invocation.output());
      return e.code();
    }
  }
}
