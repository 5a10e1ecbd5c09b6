package io.spiffeaws.cli.jwt;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.TokenInput;
import io.spiffeaws.cli.view.TokenReviewView;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import io.spiffeaws.sts.ReviewToken;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `spiffe-aws jwt inspect`.
@Command(
    name = "inspect",
    addMethodSubcommands = false,
    description = {
      "Show header, claims and times of a token",
      "Nothing is verified. What AWS would reject is reported as a warning."
    },
    footer = {
      "# Inspect a token of this process",
      "spiffe-aws jwt fetch | spiffe-aws jwt inspect",
      "# Inspect a token in a file",
      "spiffe-aws jwt inspect @/run/s3-app/token"
    })
public final class InspectCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "-|@FILE",
      description = {"Token: @FILE, or - for standard input", "[default: -]"})
  private String token = "-";

  @Override
  public int run(Invocation invocation) {
    var read = TokenInput.argument(token, invocation);
    ReviewToken review = new CredentialsWiring(invocation).reviewToken();
    var flaw = review.form(read).or(() -> review.time(read, Duration.ZERO));
    TokenReviewView.inspected(read, flaw, invocation.clock().instant(), invocation.output());
    return ExitCode.DONE;
  }
}
