package io.spiffeaws.cli.trust.provider;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Confirmation;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.trust.provider.DeleteProvider;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust provider delete`.
@Command(
    name = "delete",
    addMethodSubcommands = false,
    description = {
      "Delete the OIDC provider of an issuer",
      "If roles still trust the provider, --force is required. Their trust policies are not"
          + " changed, and tokens of the issuer can no longer assume them."
    },
    footer = {
      "# Delete the provider if no role trusts it",
      "spiffe-aws trust provider delete https://oidc.example.org --yes",
      "# Show the deletion of a provider that roles trust",
      "spiffe-aws trust provider delete https://oidc.example.org --force --dry-run"
    })
public final class DeleteCommand implements CliCommand {
  @Mixin private AwsOptions aws;
  @Mixin private ConfirmOption confirm;
  @Mixin private DryRunOption dryRun;

  @Parameters(
      index = "0",
      paramLabel = "ISSUER-URL",
      description = "Issuer URL, exactly as in the tokens' iss")
  private @Nullable String issuer;

  @Option(
      names = "--force",
      description = "Delete even if roles trust it, or if roles cannot be listed")
  private boolean force;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new TrustWiring(invocation, aws)) {
      var url = IssuerOption.argument(issuer, invocation);
      var delete = wiring.deleteProvider();
      var confirmation = new Confirmation(confirm, invocation);
      if (!confirmation.ask(
          dryRun.dryRun(),
          () -> delete.run(new DeleteProvider.Request(url, force, true)).changes())) {
        return ExitCode.DONE;
      }
      var outcome = delete.run(new DeleteProvider.Request(url, force, dryRun.dryRun()));
      return TrustView.show(outcome, invocation.output());
    }
  }
}
