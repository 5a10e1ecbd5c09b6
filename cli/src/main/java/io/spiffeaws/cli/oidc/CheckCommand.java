package io.spiffeaws.cli.oidc;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.options.TokenInput;
import io.spiffeaws.cli.view.ChecksView;
import io.spiffeaws.cli.wiring.OidcWiring;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws oidc check`.
@Command(
    name = "check",
    addMethodSubcommands = false,
    description = {
      "Check an issuer as AWS does: name, TLS, discovery document and keys",
      "Prints a line for each check, with the fix. The exit code is 6 if a check failed,"
          + " also if the issuer is unreachable."
    },
    footer = {
      "# Check an issuer",
      "spiffe-aws oidc check https://oidc.example.org",
      "# Check also that it signed a token",
      "spiffe-aws jwt fetch | spiffe-aws oidc check https://oidc.example.org \\",
      "  --token-file -"
    })
public final class CheckCommand implements CliCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ISSUER-URL",
      description = {"Issuer URL, exactly as in the tokens' iss", "[env: SPIFFE_AWS_ISSUER]"})
  private @Nullable String issuer;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Check that a key of the issuer signed this token; - for standard input")
  private @Nullable String tokenFile;

  @Override
  public int run(Invocation invocation) {
    var url = IssuerOption.argument(issuer, invocation);
    var token = Optional.ofNullable(tokenFile).map(where -> TokenInput.read(where, invocation));
    return ChecksView.show(
        new OidcWiring(invocation).checkIssuer().run(url, token), invocation.output());
  }
}
