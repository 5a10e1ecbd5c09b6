package io.spiffeaws.cli.trust;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.GivenAudienceOption;
import io.spiffeaws.cli.options.RoleWayOptions;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.trust.AddSubjects;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.Subject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust add-sub`.
@Command(
    name = "add-sub",
    addMethodSubcommands = false,
    description = {
      "Allow SPIFFE IDs to assume a role; leave the rest of its trust policy unchanged",
      "An ID may be a pattern with * and ? in the path, or a subject of another issuer. If a"
          + " statement has no condition on the subject, and so allows the whole trust domain, the"
          + " command fails; --narrow adds the condition. --in-place-of removes another subject in"
          + " the same write, usually a pattern that is too wide.",
      "With --trust-anchor-arn, the X509-SVID of an ID may assume the role by IAM Roles Anywhere."
          + " If the role trusts both an issuer and a trust anchor, specify one of them. A variable"
          + " does not add a way to a role that trusts only the other one.",
      "Processes of one user on one machine wait for each other. The policy is read back and"
          + " written again if the change is lost. A write from another machine between reading"
          + " and writing is lost without notice: IAM has no conditional write."
    },
    footer = {
      "# Allow one more ID",
      "spiffe-aws trust add-sub s3-app spiffe://example.org/batch-app",
      "# Replace a pattern by one ID",
      "spiffe-aws trust add-sub s3-app spiffe://example.org/s3-app \\",
      "  --in-place-of 'spiffe://example.org/*'",
      "# Allow an X509-SVID by IAM Roles Anywhere",
      "spiffe-aws trust add-sub s3-app spiffe://example.org/batch-app \\",
      "  --trust-anchor-arn \\",
      "  arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/ID"
    })
public final class AddSubCommand implements CliCommand {
  @Mixin private RoleWayOptions way;
  @Mixin private GivenAudienceOption audience;
  @Mixin private AwsOptions aws;
  @Mixin private DryRunOption dryRun;

  @Parameters(index = "0", paramLabel = "ROLE", description = "Name or ARN of the role")
  private RoleReference role;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "ID",
      description = "SPIFFE ID or pattern to allow")
  private List<String> subjects = List.of();

  @Option(
      names = "--narrow",
      description = "Add a missing condition on the subject to the statement")
  private boolean narrow;

  @Option(names = "--force", description = "Accept a pattern that allows the whole trust domain")
  private boolean force;

  @Option(
      names = "--in-place-of",
      paramLabel = "SUB",
      description = "Subject to remove in the same write")
  private @Nullable String replaced;

  @Override
  public int run(Invocation invocation) {
    var request =
        new AddSubjects.Request(
            role,
            subjects.stream().map(Subject::ofAnyIssuer).toList(),
            way.lookup(audience.audience(invocation), invocation),
            narrow,
            force,
            Optional.ofNullable(replaced),
            dryRun.dryRun());
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      return TrustView.show(wiring.addSubject().run(request), invocation.output());
    }
  }
}
