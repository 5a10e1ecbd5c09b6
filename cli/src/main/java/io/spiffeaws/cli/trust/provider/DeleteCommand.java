package io.spiffeaws.cli.trust.provider;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust provider delete`.
@Command(
    name = "delete",
    addMethodSubcommands = false,
    description =
        "Delete an issuer's OIDC provider. Roles that trust it stay, and let nobody in through it.")
public final class DeleteCommand implements CliCommand {
  @Mixin private AwsOptions aws;
  @Mixin private DryRunOption dryRun;

  @Parameters(
      index = "0",
      paramLabel = "ISSUER-URL",
      description = "The issuer, to the letter as in the tokens' iss.")
  private @Nullable String issuer;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new TrustWiring(invocation, aws)) {
      return TrustView.show(
          wiring.deleteProvider().run(IssuerOption.argument(issuer, invocation), dryRun.dryRun()),
          invocation.output());
    }
  }
}
