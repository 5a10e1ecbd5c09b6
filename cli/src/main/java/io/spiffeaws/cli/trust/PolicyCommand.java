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
    description = {
      "Print a trust policy, for Terraform, CloudFormation and other tools",
      "Makes no network call. With --session-tags, tokens may have session tags in their"
          + " claim https://aws.amazon.com/tags; otherwise STS rejects such tokens."
    },
    footer = {
      "# Allow one ID",
      "spiffe-aws trust policy spiffe://example.org/s3-app --issuer https://oidc.example.org"
          + " \\",
      "  --account 123456789012",
      "# Write a policy for all IDs below a path",
      "spiffe-aws trust policy 'spiffe://example.org/ns/prod/*' --issuer"
          + " https://oidc.example.org \\",
      "  --account 123456789012 > trust.json"
    })
public final class PolicyCommand implements CliCommand {
  @Mixin private IssuerOption issuer;
  @Mixin private AudienceOption audience;

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "ID",
      description = "SPIFFE ID, or a pattern with * and ? in the path")
  private List<Subject> subjects;

  @Option(
      names = "--account",
      required = true,
      paramLabel = "N",
      description = "Account ID of the role and the OIDC provider, 12 digits")
  private String account = "";

  @Option(
      names = "--partition",
      paramLabel = "NAME",
      description = {"AWS partition: aws, aws-cn or aws-us-gov", "[default: aws]"})
  private String partition = "aws";

  @Option(names = "--session-tags", description = "Allow tokens to set session tags")
  private boolean sessionTags;

  @Option(names = "--force", description = "Accept a pattern that allows the whole trust domain")
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
