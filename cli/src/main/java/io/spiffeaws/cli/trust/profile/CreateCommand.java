package io.spiffeaws.cli.trust.profile;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.PolicyFileInput;
import io.spiffeaws.cli.options.ResourceArgument;
import io.spiffeaws.cli.options.TagOption;
import io.spiffeaws.cli.view.TrustView;
import io.spiffeaws.cli.wiring.ManagementWiring;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import io.spiffeaws.rolesanywhere.profile.CreateProfile;
import io.spiffeaws.trust.iam.RoleReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `spiffe-aws trust profile create`.
@Command(
    name = "create",
    addMethodSubcommands = false,
    description = {
      "Create a profile for roles, or add roles and settings to it",
      "The roles must exist and trust a trust anchor: see trust role create --trust-anchor-arn."
          + " Then creds obtains credentials with --trust-anchor-arn and --profile-arn.",
      "With --accept-session-name, requests may specify the session name, which CloudTrail shows;"
          + " otherwise it is the serial number of the X509-SVID."
          + " --adopt changes a profile that has no tag spiffe-aws."
    },
    footer = {
      "# Create a profile for two roles",
      "spiffe-aws trust profile create apps --role s3-app --role reports \\",
      "  --accept-session-name",
      "# Restrict its sessions by a policy, without changes",
      "spiffe-aws trust profile create apps --role s3-app \\",
      "  --session-policy @read.json --dry-run"
    })
public final class CreateCommand implements CliCommand {
  @Mixin private AwsOptions aws;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "Name of the profile, or the ARN of an existing one",
      converter = ResourceArgument.Profile.class)
  private ResourceReference profile;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "Name or ARN of a role that X509-SVIDs may assume with the profile")
  private List<RoleReference> roles = List.of();

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = {"Longest lifetime of sessions, 15m to 12h", "[default: 1h]"})
  private @Nullable Duration duration;

  @Option(names = "--accept-session-name", description = "Accept the session name of a request")
  private boolean acceptSessionName;

  @Option(
      names = "--session-policy",
      paramLabel = "@FILE",
      description = "Session policy file; restricts the session to what both it and the role allow")
  private @Nullable String sessionPolicy;

  @Option(
      names = "--policy-arn",
      paramLabel = "ARN",
      description = "Managed policy that restricts the session in the same way")
  private List<String> policyArns = List.of();

  @Option(names = "--exact", description = "Remove or reset everything that is not specified")
  private boolean exact;

  @Option(names = "--adopt", description = "Change a profile that spiffe-aws did not create")
  private boolean adopt;

  @Mixin private TagOption tags;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    var request =
        new CreateProfile.Request(
            profile,
            roles,
            Optional.ofNullable(duration),
            acceptSessionName,
            Optional.ofNullable(sessionPolicy)
                .map(argument -> PolicyFileInput.argument(argument, invocation)),
            policyArns,
            tags.tags(),
            exact,
            adopt,
            dryRun.dryRun());
    try (var wiring = new ManagementWiring(invocation, aws, profile)) {
      roles.forEach(wiring::checkAccount);
      policyArns.forEach(wiring.accounts()::checkArn);
      return TrustView.show(wiring.createProfile().run(request), invocation.output());
    }
  }
}
