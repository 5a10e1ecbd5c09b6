package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.OperatorSessionOptions;
import io.spiffeaws.cli.view.CredentialsView;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws creds get`.
@Command(
    name = "get",
    addMethodSubcommands = false,
    description = "Obtain credentials and show who has them, of which role, and until when.")
public final class GetCommand implements CliCommand {
  @Mixin private OperatorSessionOptions session;
  @Mixin private CacheOption cache;

  @Option(names = "--reveal", description = "Show the secrets too (default: they are hidden).")
  private boolean reveal;

  @Override
  public int run(Invocation invocation) {
    var request = session.request(invocation);
    var obtained = new CredentialsWiring(invocation).obtainCredentials(session, cache).run(request);
    CredentialsView.show(
        obtained, request, reveal, invocation.clock().instant(), invocation.output());
    return ExitCode.DONE;
  }
}
