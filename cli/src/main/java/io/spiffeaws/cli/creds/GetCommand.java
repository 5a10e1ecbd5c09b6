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
    description = "Obtain credentials and show the identity, the role and the expiry",
    footer = {
      "# Try whether the role can be assumed",
      "spiffe-aws creds get --role arn:aws:iam::123456789012:role/s3-app",
      "# Retry for up to 30s after a new entry or an IAM change",
      "spiffe-aws creds get --role s3-app --account 123456789012 --wait 30s",
      "# Print the secrets as JSON",
      "spiffe-aws creds get --role arn:aws:iam::123456789012:role/s3-app \\",
      "  --reveal -o json"
    })
public final class GetCommand implements CliCommand {
  @Mixin private OperatorSessionOptions session;
  @Mixin private CacheOption cache;

  @Option(names = "--reveal", description = "Show the secrets")
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
