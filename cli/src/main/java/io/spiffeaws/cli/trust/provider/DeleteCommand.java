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
      "Delete an issuer's OIDC provider.",
      "A provider that roles still trust is deleted only with --force: their trust policies stay, and"
          + " nothing can assume them with its tokens any more."
    })
public final class DeleteCommand implements CliCommand {
  @Mixin private AwsOptions aws;
  @Mixin private ConfirmOption confirm;
  @Mixin private DryRunOption dryRun;

  @Parameters(
      index = "0",
      paramLabel = "ISSUER-URL",
      description = "The issuer, to the letter as in the tokens' iss.")
  private @Nullable String issuer;

  @Option(
      names = "--force",
      description =
          "Delete a provider that roles still trust, or without permission to list roles (default:"
              + " refuse).")
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
