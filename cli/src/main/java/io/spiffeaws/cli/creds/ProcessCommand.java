package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.OperatorSessionOptions;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import io.spiffeaws.credentials.CredentialProcess;
import io.spiffeaws.json.JsonText;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spiffe-aws creds process`.
@Command(
    name = "process",
    addMethodSubcommands = false,
    description = {
      "Print credentials in the format of credential_process in ~/.aws/config",
      "To use it in a profile, add to ~/.aws/config:",
      "  credential_process = /usr/bin/spiffe-aws creds process --role"
          + " arn:aws:iam::123456789012:role/s3-app"
    },
    footer = {
      "# Print credentials for an AWS SDK",
      "spiffe-aws creds process --role arn:aws:iam::123456789012:role/s3-app",
      "# Write the profile that runs this command",
      "spiffe-aws creds profile --name reports \\",
      "  --role arn:aws:iam::123456789012:role/s3-app"
    })
public final class ProcessCommand implements CliCommand {
  @Mixin private OperatorSessionOptions session;
  @Mixin private CacheOption cache;

  @Override
  public int run(Invocation invocation) {
    var request = session.request(invocation);
    var obtained =
        CredentialsWiring.ofProfile(invocation).obtainCredentials(session, cache).run(request);
    var document = JsonText.compact(CredentialProcess.document(obtained.credentials())) + "\n";
    invocation.output().data(document.getBytes(StandardCharsets.UTF_8));
    return ExitCode.DONE;
  }
}
