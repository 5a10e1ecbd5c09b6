package io.spiffeaws.cli.trust;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.GivenAudienceOption;
import io.spiffeaws.cli.options.IssuerOption;
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
      "Let SPIFFE IDs into a role, and nobody else more than before; all else in its trust policy is kept.",
      "Processes of one user on one machine wait for each other, and what was written is read back and written again where it is gone. A write from another machine between our reading and our writing is lost, and cannot be seen from here: IAM has no condition on a write."
    })
public final class AddSubCommand implements CliCommand {
  @Mixin private IssuerOption issuer;
  @Mixin private GivenAudienceOption audience;
  @Mixin private AwsOptions aws;
  @Mixin private DryRunOption dryRun;

  @Parameters(index = "0", paramLabel = "ROLE", description = "The role's name or ARN.")
  private RoleReference role;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "ID",
      description =
          "SPIFFE IDs, or patterns of them with * and ? in the path; or subjects of another issuer.")
  private List<String> subjects = List.of();

  @Option(
      names = "--narrow",
      description =
          "Where a statement has no condition on the subject and so lets in the whole trust domain, put the condition in (default: say so and stop).")
  private boolean narrow;

  @Option(
      names = "--force",
      description = "Take a pattern that lets in the whole trust domain (default: refuse it).")
  private boolean force;

  @Option(
      names = "--in-place-of",
      paramLabel = "SUB",
      description =
          "Take this one off in the same write, most often a pattern that stands for too many (default: none).")
  private @Nullable String inPlaceOf;

  @Override
  public int run(Invocation invocation) {
    var request =
        new AddSubjects.Request(
            role,
            subjects.stream().map(Subject::ofAnyIssuer).toList(),
            issuer.issuer(invocation),
            audience.audience(invocation),
            narrow,
            force,
            Optional.ofNullable(inPlaceOf),
            dryRun.dryRun());
    try (var wiring = TrustWiring.forRole(role, invocation, aws)) {
      return TrustView.show(wiring.addSubject().run(request), invocation.output());
    }
  }
}
