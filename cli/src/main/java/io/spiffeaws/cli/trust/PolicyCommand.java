package io.spiffeaws.cli.trust;

import io.spiffeaws.account.AccountRule;
import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AudienceOption;
import io.spiffeaws.cli.options.NewWayOptions;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.TrustPolicyDocument;
import io.spiffeaws.trust.policy.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
          + " claim https://aws.amazon.com/tags; otherwise STS rejects such tokens. With"
          + " --trust-anchor-arn, the policy allows X509-SVIDs by IAM Roles Anywhere; with --issuer"
          + " too, both."
    },
    footer = {
      "# Allow one ID",
      "spiffe-aws trust policy spiffe://example.org/s3-app \\",
      "  --issuer https://oidc.example.org \\",
      "  --account 123456789012",
      "# Write a policy for all IDs below a path",
      "spiffe-aws trust policy 'spiffe://example.org/ns/prod/*' \\",
      "  --issuer https://oidc.example.org \\",
      "  --account 123456789012 > trust.json",
      "# Allow one X509-SVID by IAM Roles Anywhere",
      "spiffe-aws trust policy spiffe://example.org/s3-app \\",
      "  --trust-anchor-arn \\",
      "  arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/ID"
    })
public final class PolicyCommand implements CliCommand {
  @Mixin private NewWayOptions ways;
  @Mixin private AudienceOption audience;

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "ID",
      description = "SPIFFE ID, or a pattern with * and ? in the path")
  private List<Subject> subjects;

  @Option(
      names = "--account",
      paramLabel = "N",
      description = {
        "Account ID of the role and the OIDC provider, 12 digits; for --issuer",
        "[env: SPIFFE_AWS_ACCOUNT]"
      })
  private @Nullable String account;

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
    var chosen = ways.required(invocation);
    var request =
        new TrustPolicyDocument.Request(
            subjects,
            chosen.issuer().map(issuer -> tokens(issuer, invocation)),
            chosen.anchor(),
            force);
    TrustView.show(new TrustPolicyDocument().run(request), invocation.output());
    return ExitCode.DONE;
  }

  private TrustPolicyDocument.Tokens tokens(IssuerUrl issuer, Invocation invocation) {
    var number =
        invocation
            .named(account, "--account", "SPIFFE_AWS_ACCOUNT")
            .orElseThrow(() ->
                ProblemException.malformed(
                    "usage",
                    "no account specified for " + issuer,
                    "specify the account of the role and the OIDC provider: --account N"));
    return new TrustPolicyDocument.Tokens(
        issuer,
        partition,
        number.parse(AccountRule.AWS::check),
        audience.audience(invocation),
        sessionTags);
  }
}
