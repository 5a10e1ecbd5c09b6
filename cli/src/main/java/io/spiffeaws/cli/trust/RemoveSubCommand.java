package io.spiffeaws.cli.trust;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.GivenAudienceOption;
import io.spiffeaws.cli.options.IssuerOption;
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
      "Take SPIFFE IDs out of a role's trust policy; a statement goes with its last ID. Warns where an ID is still let in by a pattern.",
      "Processes of one user on one machine wait for each other; what another machine writes between our reading and our writing is lost, and cannot be seen from here."
    })
public final class RemoveSubCommand implements CliCommand {
  @Mixin private IssuerOption issuer;
  @Mixin private GivenAudienceOption audience;
  @Mixin private AwsOptions aws;
  @Mixin private DryRunOption dryRun;

  @Parameters(index = "0", paramLabel = "ROLE", description = "The role's name or ARN.")
  private RoleReference role;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "SUB",
      description = "Subjects and patterns of any issuer, exactly as trust list-subs prints them.")
  private List<String> subjects = List.of();

  @Override
  public int run(Invocation invocation) {
    var request =
        new RemoveSubjects.Request(
            role,
            subjects.stream().map(Subject::asWritten).toList(),
            issuer.issuer(invocation),
            audience.audience(invocation),
            dryRun.dryRun());
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      return TrustView.show(wiring.removeSubject().run(request), invocation.output());
    }
  }
}
