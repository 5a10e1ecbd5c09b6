package io.spiffeaws.cli.trust.provider;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust provider show`.
@Command(
    name = "show",
    addMethodSubcommands = false,
    description = "Show the OIDC provider of an issuer",
    footer = {
      "# As text",
      "spiffe-aws trust provider show https://oidc.example.org",
      "# As JSON",
      "spiffe-aws trust provider show https://oidc.example.org -o json"
    })
public final class ShowCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ISSUER-URL",
      description = {"Issuer URL, exactly as in the tokens' iss", "[env: SPIFFE_AWS_ISSUER]"})
  private @Nullable String issuer;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new TrustWiring(invocation, aws)) {
      TrustView.show(
          wiring.showProvider().run(IssuerOption.argument(issuer, invocation)),
          invocation.output());
      return ExitCode.DONE;
    }
  }
}
