package io.spiffeaws.cli.jwt;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AudienceOption;
import io.spiffeaws.cli.options.TokenInput;
import io.spiffeaws.cli.options.WorkloadOptions;
import io.spiffeaws.cli.view.TokenReviewView;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import io.spiffeaws.sts.ValidateToken;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws jwt validate`.
@Command(
    name = "validate",
    addMethodSubcommands = false,
    description = {
      "Check a token's signature, times and audience: by the SPIFFE agent, or with --issuer against"
          + " the keys that the issuer publishes, as AWS does.",
      "A token whose time is over is refused at once; AWS takes it for 5 minutes more."
    })
public final class ValidateCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "-|@FILE",
      description = "The token, on standard input or in FILE (default: -).")
  private String token = "-";

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description =
          "Validate against this issuer's published keys; SPIFFE_AWS_ISSUER is not looked at, so that"
              + " who is asked stands in the command (default: the SPIFFE agent is asked).")
  private @Nullable String issuer;

  @Mixin private AudienceOption audience;
  @Mixin private WorkloadOptions workload;

  @Override
  public int run(Invocation invocation) {
    var read = TokenInput.argument(token, invocation);
    var wiring = new CredentialsWiring(invocation);
    var expected = audience.audience(invocation);
    if (issuer == null) {
      wiring.workload(workload).validateJwtSvid(read.text(), expected);
    } else {
      wiring.validateToken().run(new ValidateToken.Request(read, issuer, expected));
    }
    TokenReviewView.validated(
        read,
        issuer == null ? "the SPIFFE agent" : issuer,
        invocation.clock().instant(),
        invocation.output());
    return ExitCode.DONE;
  }
}
