package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.RunsProgram;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.OperatorSessionOptions;
import io.spiffeaws.cli.view.ProblemView;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import io.spiffeaws.cli.wiring.RefreshWiring;
import io.spiffeaws.exec.ProgramFailure;
import io.spiffeaws.exec.RunWithCredentials;
import io.spiffeaws.exec.RunWithRefreshedCredentials;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws creds exec`.
@Command(
    name = "exec",
    addMethodSubcommands = false,
    description = {
      "Run a command with credentials in its environment",
      "The command replaces spiffe-aws, so terminal, signals and exit code are its own. AWS"
          + " credentials, role and profile in the environment of spiffe-aws are not passed on.",
      "With --refresh, spiffe-aws keeps running and serves credentials on 127.0.0.1, so the"
          + " command may run longer than a session. The session cache is then not used."
    },
    footer = {
      "# Copy a file with the AWS CLI",
      "spiffe-aws creds exec --role arn:aws:iam::123456789012:role/s3-app -- \\",
      "  aws s3 cp report.csv s3://reports/2026/",
      "# Run a program for days, with renewed credentials",
      "spiffe-aws creds exec --refresh \\",
      "  --role arn:aws:iam::123456789012:role/s3-app -- python3 worker.py"
    })
public final class ExecCommand implements CliCommand, RunsProgram {
  @Mixin private OperatorSessionOptions session;
  @Mixin private CacheOption cache;

  @Option(
      names = "--refresh",
      description = "Serve renewed credentials to the command for as long as it runs")
  private boolean refresh;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "Command to run and its arguments; options of spiffe-aws come before it")
  private List<String> command = new ArrayList<>();

  @Override
  public List<String> program() {
    return command;
  }

  @Override
  public int run(Invocation invocation) {
    RoleAsProgram.reject(command, invocation);
    try {
      return refresh ? runRefreshed(invocation) : runOnce(invocation);
    } catch (ProgramFailure e) {
      ProblemView.show(e.problem(), invocation.output());
      return e.code();
    }
  }

  private int runOnce(Invocation invocation) {
    var wiring = new CredentialsWiring(invocation);
    var console = invocation.console();
    return wiring
        .runWithCredentials(session, cache)
        .run(
            new RunWithCredentials.Request(
                session.request(invocation),
                command,
                console.environment(),
                console.directory(),
                wiring.region(session)));
  }

  private int runRefreshed(Invocation invocation) {
    var wiring = new RefreshWiring(invocation);
    var console = invocation.console();
    return wiring
        .runWithFreshCredentials(session)
        .run(
            new RunWithRefreshedCredentials.Request(
                command,
                console.environment(),
                console.directory(),
                new CredentialsWiring(invocation).region(session),
                wiring.temporary()));
  }
}
