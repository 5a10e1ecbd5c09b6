package io.spiffeaws.cli;

import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.options.NamedServerOption;
import io.spiffeaws.cli.options.OperatorSessionOptions;
import io.spiffeaws.cli.options.TokenInput;
import io.spiffeaws.cli.view.ChecksView;
import io.spiffeaws.cli.wiring.DoctorWiring;
import io.spiffeaws.doctor.ExamineChain;
import io.spiffeaws.workload.FetchJwtSvid;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws doctor`.
@Command(
    name = "doctor",
    addMethodSubcommands = false,
    description = {
      "Walk the chain from this process to AWS, and say what is wrong and what mends it: agent,"
          + " identity, token, issuer, provider, role, exchange, session, a line for each check.",
      "What cannot be looked at, for want of an earlier link or of rights, is said to be skipped."
          + " Nothing is changed. Without a role the walk ends at the issuer.",
      "Exit code 6 where a check failed."
    })
public final class DoctorCommand implements CliCommand {
  @Mixin private OperatorSessionOptions session;

  @Option(
      names = "--issuer",
      paramLabel = "URL",
      description =
          "The issuer, to the letter as the token should name it; env SPIFFE_AWS_ISSUER (default: the"
              + " token's).")
  private @Nullable String issuer;

  @Mixin private NamedServerOption server;

  @Override
  public int run(Invocation invocation) {
    var request =
        new ExamineChain.Request(
            new FetchJwtSvid.Request(
                session.audience().audience(invocation), session.workload().choice(invocation)),
            session.tokenFile().map(where -> TokenInput.read(where, invocation)),
            IssuerOption.named(issuer, invocation),
            session.requestIfNamed(invocation));
    try (var wiring = new DoctorWiring(invocation, session)) {
      return ChecksView.show(wiring.examineChain(server).run(request), invocation.output());
    }
  }
}
