package io.spiffeaws.cli.trust;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AudienceOption;
import io.spiffeaws.cli.options.IssuerOption;
import io.spiffeaws.cli.options.NamedValue;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.trust.TrustPolicyDocument;
import io.spiffeaws.trust.policy.Subject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust policy`.
@Command(
    name = "policy",
    addMethodSubcommands = false,
    description =
        "Print a trust policy alone, for Terraform, CloudFormation and others that make the role. Calls nobody.")
public final class PolicyCommand implements CliCommand {
  @Mixin private IssuerOption issuer;
  @Mixin private AudienceOption audience;

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "ID",
      description = "SPIFFE IDs, or patterns of them with * and ? in the path.")
  private List<Subject> subjects;

  @Option(
      names = "--account",
      required = true,
      paramLabel = "N",
      description = "Account of the role and of the OIDC provider, 12 digits.")
  private String account = "";

  @Option(
      names = "--partition",
      paramLabel = "NAME",
      description = "Partition of AWS: aws, aws-cn, aws-us-gov (default: aws).")
  private String partition = "aws";

  @Option(
      names = "--session-tags",
      description =
          "Let tokens bring session tags, in their claim https://aws.amazon.com/tags (default: STS"
              + " refuses a token that has them).")
  private boolean sessionTags;

  @Option(
      names = "--force",
      description = "Take a pattern that lets in the whole trust domain (default: refuse it).")
  private boolean force;

  @Override
  public int run(Invocation invocation) {
    var request =
        new TrustPolicyDocument.Request(
            subjects,
            issuer.required(invocation),
            partition,
            new NamedValue(account, "--account").parse(AccountRule.AWS::check),
            audience.audience(invocation),
            sessionTags,
            force);
    TrustView.show(new TrustPolicyDocument().run(request), invocation.output());
    return ExitCode.DONE;
  }
}
