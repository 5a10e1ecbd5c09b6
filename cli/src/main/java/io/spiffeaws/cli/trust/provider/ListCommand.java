package io.spiffeaws.cli.trust.provider;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `spiffe-aws trust provider list`.
@Command(
    name = "list",
    addMethodSubcommands = false,
    description = "List the OIDC providers of the account",
    footer = {
      "# As text",
      "spiffe-aws trust provider list",
      "# As JSON, of another account",
      "spiffe-aws trust provider list --profile prod -o json"
    })
public final class ListCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new TrustWiring(invocation, aws)) {
      TrustView.show(wiring.listProviders().run(), invocation.output());
      return ExitCode.DONE;
    }
  }
}
