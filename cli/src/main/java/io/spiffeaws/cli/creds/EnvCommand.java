package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.ShellEvaluated;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.OperatorSessionOptions;
import io.spiffeaws.cli.view.VariablesView;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import io.spiffeaws.credentials.CredentialVariables;
import io.spiffeaws.credentials.Shell;
import io.spiffeaws.credentials.VariableText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws creds env`.
@Command(
    name = "env",
    addMethodSubcommands = false,
    description = {
      "Print credentials as environment variables, for a shell to evaluate",
      "On failure, it prints a command that makes the evaluation fail. With --shell github,"
          + " secrets are masked in the log, and the variables are appended to the file in"
          + " GITHUB_ENV."
    },
    footer = {
      "# sh, bash and zsh",
      "eval \"$(spiffe-aws creds env --role arn:aws:iam::123456789012:role/s3-app)\"",
      "# fish",
      "spiffe-aws creds env --shell fish \\",
      "  --role arn:aws:iam::123456789012:role/s3-app | source",
      "# PowerShell",
      "spiffe-aws creds env --shell powershell --role s3-app --account 123456789012 |",
      "  Out-String | Invoke-Expression"
    })
public final class EnvCommand implements CliCommand, ShellEvaluated {
  @Mixin private OperatorSessionOptions session;
  @Mixin private CacheOption cache;

  @Option(
      names = "--shell",
      paramLabel = "sh|bash|zsh|fish|powershell|dotenv|github",
      description = {"Language of the output", "[default: sh]"})
  private Shell shell = Shell.sh;

  @Override
  public int run(Invocation invocation) {
    var wiring = new CredentialsWiring(invocation);
    var request = session.request(invocation);
    var target = VariablesView.of(shell, invocation);
    var credentials = wiring.obtainCredentials(session, cache).run(request).credentials();
    target.show(CredentialVariables.of(credentials, wiring.region(session)));
    return ExitCode.DONE;
  }

  @Override
  public String whenFailed() {
    return VariableText.failure(shell);
  }
}
