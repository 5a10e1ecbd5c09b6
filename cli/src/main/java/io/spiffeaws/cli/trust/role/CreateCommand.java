package io.spiffeaws.cli.trust.role;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Interruption;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.GivenAudienceOption;
import io.spiffeaws.cli.options.NewWayOptions;
import io.spiffeaws.cli.options.PolicyFileInput;
import io.spiffeaws.cli.options.TagOption;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.role.CreateRole;
import io.spiffeaws.trust.role.S3Access;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust role create`.
@Command(
    name = "create",
    addMethodSubcommands = false,
    description = {
      "Create a role that SPIFFE IDs may assume, or add to an existing one",
      "A subject may be a pattern with * and ? in the path. With --session-tags, tokens may"
          + " have session tags in their claim https://aws.amazon.com/tags; otherwise STS rejects"
          + " such tokens. --adopt changes a role that has no tag spiffe-aws.",
      "With --trust-anchor-arn, X509-SVIDs may assume the role by IAM Roles Anywhere; with --issuer"
          + " too, both tokens and X509-SVIDs."
    },
    footer = {
      "# Create a role for one prefix of a bucket",
      "spiffe-aws trust role create s3-app --issuer https://oidc.example.org \\",
      "  --sub spiffe://example.org/s3-app --s3 reports/2026:read-write",
      "# Show a role with a policy of AWS and sessions of up to 4 hours",
      "spiffe-aws trust role create s3-app --issuer https://oidc.example.org \\",
      "  --sub spiffe://example.org/s3-app --policy AmazonS3ReadOnlyAccess \\",
      "  --max-session-duration 4h --dry-run",
      "# Create a role for IAM Roles Anywhere",
      "spiffe-aws trust role create s3-app --sub spiffe://example.org/s3-app \\",
      "  --trust-anchor-arn \\",
      "  arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/ID"
    })
public final class CreateCommand implements CliCommand {
  @Mixin private NewWayOptions ways;
  @Mixin private GivenAudienceOption audience;
  @Mixin private AwsOptions aws;

  @Parameters(index = "0", paramLabel = "ROLE", description = "Name or ARN of the role")
  private RoleReference role;

  @Option(
      names = "--sub",
      required = true,
      paramLabel = "ID",
      description = "SPIFFE ID that may assume the role, or a pattern")
  private List<Subject> subjects = List.of();

  @Option(
      names = "--policy",
      paramLabel = "ARN|NAME",
      description = "Managed policy to attach: its ARN, or the name of one of AWS's own")
  private List<String> policies = List.of();

  @Option(
      names = "--inline-policy",
      paramLabel = "NAME=@FILE",
      description = "Inline policy from a file")
  private List<String> inlinePolicies = List.of();

  @Option(
      names = "--s3",
      paramLabel = "BUCKET[/PREFIX]:read|write|read-write",
      description = "Objects that the role may read or write, as an inline policy")
  private List<S3Access> s3 = List.of();

  @Option(
      names = "--max-session-duration",
      paramLabel = "DURATION",
      description = {"Longest session that can be requested, 1h to 12h", "[default: 1h]"})
  private @Nullable Duration maxSession;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = {"Path of the role, such as /apps/; cannot be changed later", "[default: /]"})
  private @Nullable String path;

  @Option(
      names = "--permissions-boundary",
      paramLabel = "ARN",
      description = "Policy that limits the permissions of the role")
  private @Nullable String boundary;

  @Option(names = "--session-tags", description = "Allow tokens to set session tags")
  private boolean sessionTags;

  @Option(names = "--exact", description = "Remove or reset everything that is not specified")
  private boolean exact;

  @Option(names = "--adopt", description = "Change a role that spiffe-aws did not create")
  private boolean adopt;

  @Mixin private TagOption tags;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    var chosen = ways.required(invocation);
    var request =
        new CreateRole.Request(
            role,
            chosen.issuer(),
            chosen.anchor(),
            subjects,
            audience.audience(invocation),
            policies,
            PolicyFileInput.read(inlinePolicies, invocation),
            s3,
            Optional.ofNullable(maxSession),
            Optional.ofNullable(path),
            Optional.ofNullable(boundary),
            tags.tags(),
            sessionTags,
            exact,
            adopt,
            dryRun.dryRun());
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      policies.forEach(wiring.accounts()::checkArn);
      request.boundary().ifPresent(wiring.accounts()::checkArn);
      return Interruption.duringChanges(
          invocation,
          stop -> TrustView.show(wiring.createRole(stop).run(request), invocation.output()));
    }
  }
}
