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
      "Show what a token says: header, claims, times from now.",
      "Nothing is verified; what AWS would not take is a warning."
    })
public final class InspectCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "-|@FILE",
      description = "The token, on standard input or in FILE (default: -).")
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
