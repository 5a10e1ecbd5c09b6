package io.spiffeaws.cli.trust.provider;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.options.TagOption;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.trust.provider.CreateProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust provider create`.
@Command(
    name = "create",
    addMethodSubcommands = false,
    description = {
      "Create the OIDC provider of an issuer, or add audiences and tags to it",
      "AWS needs a thumbprint only for private CAs: SHA-1 of the top certificate of the host"
          + " of jwks_uri, or auto for the certificate that it presents now. --exact keeps"
          + " thumbprints unless one is specified."
    },
    footer = {
      "# Accept the tokens of an issuer",
      "spiffe-aws trust provider create https://oidc.example.org",
      "# With two audiences, without changes",
      "spiffe-aws trust provider create https://oidc.example.org \\",
      "  --audience sts.amazonaws.com --audience reports --dry-run"
    })
public final class CreateCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ISSUER-URL",
      description = {"Issuer URL, exactly as in the tokens' iss", "[env: SPIFFE_AWS_ISSUER]"})
  private @Nullable String issuer;

  @Option(
      names = "--audience",
      paramLabel = "AUDIENCE",
      description = {
        "Audience of accepted tokens",
        "[env: SPIFFE_AWS_AUDIENCE] [default: sts.amazonaws.com]"
      })
  private List<String> audiences = List.of();

  @Option(
      names = "--thumbprint",
      paramLabel = "HEX|auto",
      description = {
        "SHA-1 of the top certificate of the host of jwks_uri, or auto",
        "[default: determined by AWS]"
      })
  private List<String> thumbprints = List.of();

  @Option(names = "--exact", description = "Remove audiences and tags that are not specified")
  private boolean exact;

  @Option(
      names = "--skip-check",
      description = "Do not check the discovery document of the issuer first")
  private boolean skipCheck;

  @Mixin private TagOption tags;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    try (var wiring = new TrustWiring(invocation, aws)) {
      var request =
          new CreateProvider.Request(
              IssuerOption.argument(issuer, invocation),
              audiences(invocation),
              thumbprints,
              tags.tags(),
              exact,
              skipCheck,
              dryRun.dryRun());
      return TrustView.show(wiring.createProvider().run(request), invocation.output());
    }
  }

  private List<String> audiences(Invocation invocation) {
    return audiences.isEmpty()
        ? invocation.environment("SPIFFE_AWS_AUDIENCE").stream().toList()
        : audiences;
  }
}
