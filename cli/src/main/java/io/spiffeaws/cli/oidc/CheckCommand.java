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
      "Look at an issuer as AWS does: its name, TLS, discovery document and keys, a line for each"
          + " thing, with what mends it.",
      "Exit code 6 where anything is wrong, also where it cannot be reached."
    })
public final class CheckCommand implements CliCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ISSUER-URL",
      description = "The issuer, to the letter as in the tokens' iss; env SPIFFE_AWS_ISSUER.")
  private @Nullable String issuer;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A token, - for stdin: whether one of the issuer's keys signed it (default: none).")
  private @Nullable String tokenFile;

  @Override
  public int run(Invocation invocation) {
    var url = IssuerOption.argument(issuer, invocation);
    var token = Optional.ofNullable(tokenFile).map(where -> TokenInput.read(where, invocation));
    return ChecksView.show(
        new OidcWiring(invocation).checkIssuer().run(url, token), invocation.output());
  }
}
