package io.spiffeaws.cli.trust;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.GivenAudienceOption;
import io.spiffeaws.cli.options.RoleWayOptions;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.TrustWiring;
import io.spiffeaws.trust.RemoveSubjects;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.Subject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust remove-sub`.
@Command(
    name = "remove-sub",
    addMethodSubcommands = false,
    description = {
      "Remove SPIFFE IDs from the trust policy of a role",
      "A statement is deleted with its last ID. A warning is printed for everything that still"
          + " allows an ID: a pattern, another audience, another trust anchor, or the other way.",
      "With --trust-anchor-arn, the ID is removed only for that trust anchor of IAM Roles Anywhere."
          + " If the role trusts both an issuer and a trust anchor, specify one of them.",
      "Processes of one user on one machine wait for each other. A write from another"
          + " machine between reading and writing is lost without notice."
    },
    footer = {
      "# Remove an ID",
      "spiffe-aws trust remove-sub s3-app spiffe://example.org/batch-app",
      "# Show the removal of a pattern",
      "spiffe-aws trust remove-sub s3-app 'spiffe://example.org/ns/prod/*' --dry-run",
      "# Remove an ID for one trust anchor",
      "spiffe-aws trust remove-sub s3-app spiffe://example.org/batch-app \\",
      "  --trust-anchor-arn \\",
      "  arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/ID"
    })
public final class RemoveSubCommand implements CliCommand {
  @Mixin private RoleWayOptions way;
  @Mixin private GivenAudienceOption audience;
  @Mixin private AwsOptions aws;
  @Mixin private DryRunOption dryRun;

  @Parameters(index = "0", paramLabel = "ROLE", description = "Name or ARN of the role")
  private RoleReference role;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "SUB",
      description = "Subject or pattern, exactly as trust list-subs prints it")
  private List<String> subjects = List.of();

  @Override
  public int run(Invocation invocation) {
    var request =
        new RemoveSubjects.Request(
            role,
            subjects.stream().map(Subject::asWritten).toList(),
            way.lookup(audience.audience(invocation), invocation),
            dryRun.dryRun());
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      return TrustView.show(wiring.removeSubject().run(request), invocation.output());
    }
  }
}
