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
      "Run a command with credentials in its environment.",
      "The command takes the place of spiffe-aws, so terminal, signals and exit code are its own. It"
          + " gets none of the AWS credentials, role and profile that spiffe-aws was started with.",
      "With --refresh spiffe-aws stays, and the command may run for longer than credentials last."
    })
public final class ExecCommand implements CliCommand, RunsProgram {
  @Mixin private OperatorSessionOptions session;
  @Mixin private CacheOption cache;

  @Option(
      names = "--refresh",
      description =
          "Give the command an endpoint on 127.0.0.1 where SDKs ask for fresh credentials, for as long as"
              + " it runs, in place of credentials; the cache is not used then (default: no).")
  private boolean refresh;

  @Parameters(
      arity = "1..*",
      paramLabel = "COMMAND",
      description = "The command and its arguments; options of spiffe-aws come before it.")
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
