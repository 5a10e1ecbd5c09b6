package io.spiffeaws.cli.trust.role;

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
import picocli.CommandLine.Option;

/// `spiffe-aws trust role list`.
@Command(
    name = "list",
    addMethodSubcommands = false,
    description = {
      "List the roles that trust an issuer: name, ARN, issuers and subjects",
      "A role is listed if its trust policy names the issuer's OIDC provider."
    },
    footer = {
      "# Roles of all issuers",
      "spiffe-aws trust role list",
      "# Roles of one issuer, as JSON",
      "spiffe-aws trust role list --issuer https://oidc.example.org -o json"
    })
public final class ListCommand implements CliCommand {
  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = {
        "Issuer URL, exactly as in the tokens' iss",
        "[env: SPIFFE_AWS_ISSUER] [default: any issuer]"
      })
  private @Nullable String issuer;

  @Mixin private AwsOptions aws;

  @Override
  public int run(Invocation invocation) {
    var url = IssuerOption.named(issuer, invocation);
    try (var wiring = new TrustWiring(invocation, aws)) {
      TrustView.showRoles(wiring.listRoles().run(url), invocation.output());
      return ExitCode.DONE;
    }
  }
}
