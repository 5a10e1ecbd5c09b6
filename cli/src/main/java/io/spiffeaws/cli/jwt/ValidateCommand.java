package io.spiffeaws.cli.jwt;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AudienceOption;
import io.spiffeaws.cli.options.TokenInput;
import io.spiffeaws.cli.options.WorkloadOptions;
import io.spiffeaws.cli.view.TokenReviewView;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import io.spiffeaws.cli.wiring.WorkloadWiring;
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
      "Check signature, times and audience of a token",
      "The SPIFFE agent checks it. With --issuer, the keys that the issuer publishes check"
          + " it, as in AWS; SPIFFE_AWS_ISSUER is not used for this.",
      "An expired token is rejected at once; AWS accepts it for 5 more minutes."
    },
    footer = {
      "# Let the SPIFFE agent validate a token",
      "spiffe-aws jwt fetch | spiffe-aws jwt validate",
      "# Validate against the keys that AWS sees",
      "spiffe-aws jwt validate @/run/s3-app/token --issuer https://oidc.example.org"
    })
public final class ValidateCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "-|@FILE",
      description = {"Token: @FILE, or - for standard input", "[default: -]"})
  private String token = "-";

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description = {
        "Validate against the published keys of this issuer",
        "[default: the SPIFFE agent validates]"
      })
  private @Nullable String issuer;

  @Mixin private AudienceOption audience;
  @Mixin private WorkloadOptions workload;

  @Override
  public int run(Invocation invocation) {
    var read = TokenInput.argument(token, invocation);
    var expected = audience.audience(invocation);
    if (issuer == null) {
      new WorkloadWiring(invocation).workload(workload).validateJwtSvid(read.text(), expected);
    } else {
      new CredentialsWiring(invocation)
          .validateToken()
          .run(new ValidateToken.Request(read, issuer, expected));
    }
    TokenReviewView.validated(
        read,
        issuer == null ? "the SPIFFE agent" : issuer,
        invocation.clock().instant(),
        invocation.output());
    return ExitCode.DONE;
  }
}
