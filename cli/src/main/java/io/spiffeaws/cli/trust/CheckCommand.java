package io.spiffeaws.cli.trust;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AudienceOption;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.options.TokenInput;
import io.spiffeaws.cli.view.ChecksView;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.trust.iam.RoleReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust check`.
@Command(
    name = "check",
    addMethodSubcommands = false,
    description = {
      "Say whether STS would let a SPIFFE ID, or a token, into a role, and which condition says no."
          + " STS is not asked.",
      "Exit code 6 where it would be refused."
    })
public final class CheckCommand implements CliCommand {
  @Parameters(index = "0", paramLabel = "ROLE", description = "The role's name or ARN.")
  private RoleReference role;

  @Option(
      names = "--sub",
      paramLabel = "ID",
      description = "SPIFFE ID of the workload (default: that of the token).")
  private @Nullable SpiffeId subject;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A token, - for stdin: its issuer, times, signature and audience are looked at too (default: none).")
  private @Nullable String tokenFile;

  @Mixin private IssuerOption issuer;
  @Mixin private AudienceOption audience;
  @Mixin private AwsOptions aws;

  @Override
  public int run(Invocation invocation) {
    if ((subject == null) == (tokenFile == null)) {
      throw ProblemException.malformed(
          "usage", "one of --sub and --token-file is needed, and only one", "");
    }
    var token = tokenFile == null ? null : TokenInput.read(tokenFile, invocation);
    if (token != null) {
      audience.agree(token);
    }
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      var check = wiring.checkTrust();
      var checks =
          token == null
              ? check.subject(
                  role,
                  issuer.issuer(invocation),
                  String.valueOf(subject),
                  audience.audience(invocation))
              : check.token(role, token);
      return ChecksView.show(checks, invocation.output());
    }
  }
}
