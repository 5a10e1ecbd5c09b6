package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.GivenOptions;
import io.spiffeaws.cli.options.RolesAnywhereOptions;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.cli.view.ProfileView;
import io.spiffeaws.cli.wiring.ProfileWiring;
import io.spiffeaws.profile.ProfileName;
import io.spiffeaws.profile.WriteProcessProfile;
import io.spiffeaws.profile.WrittenProfile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `spiffe-aws creds profile`.
@Command(
    name = "profile",
    addMethodSubcommands = false,
    description = {
      "Write a profile to ~/.aws/config that obtains credentials on demand",
      "AWS SDKs then run spiffe-aws (credential_process) with the role and the options that"
          + " are specified here; other defaults come from the environment at that time. The file"
          + " in AWS_CONFIG_FILE is used if that is set. Other profiles, comments and the order"
          + " are not changed."
    },
    footer = {
      "# Create a profile and use it",
      "spiffe-aws creds profile --name reports \\",
      "  --role arn:aws:iam::123456789012:role/s3-app",
      "aws s3 ls s3://reports --profile reports",
      "# Share sessions between programs through the cache",
      "spiffe-aws creds profile --name reports --cache \\",
      "  --role arn:aws:iam::123456789012:role/s3-app",
      "# Delete the profile",
      "spiffe-aws creds profile --name reports --remove"
    })
public final class ProfileCommand implements CliCommand {
  @Spec private CommandSpec spec;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "Profile to write; created if it does not exist")
  private ProfileName name = new ProfileName("default");

  @Option(
      names = "--remove",
      description = "Delete the profile; fails if spiffe-aws did not create it")
  private boolean remove;

  @Option(
      names = "--program",
      paramLabel = "FILE",
      description = {
        "Path of spiffe-aws in the profile",
        "[default: the name on PATH if that is this program, else its path]"
      })
  private @Nullable String program;

  @Mixin private SessionOptions session;
  @Mixin private CacheOption cache;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    return ProfileView.show(written(invocation), invocation.output());
  }

  private Path program(ProfileWiring wiring) {
    return program == null ? wiring.ownProgram("spiffe-aws") : wiring.program(program);
  }

  private WrittenProfile written(Invocation invocation) {
    var wiring = new ProfileWiring(invocation);
    if (remove) {
      return wiring.writeProcessProfile().remove(name, dryRun.dryRun());
    }
    cache.cache(invocation, session); // rejected now instead of at each use of the profile
    var role = session.request(invocation).role();
    var command = new ArrayList<>(List.of(program(wiring).toString(), "creds", "process"));
    command.addAll(List.of("--role", role.toString()));
    session
        .target(invocation)
        .ifPresent(target -> command.addAll(RolesAnywhereOptions.words(target)));
    command.addAll(
        GivenOptions.of(spec, List.of("session", "cache"), invocation.console().directory()));
    return wiring
        .writeProcessProfile()
        .run(new WriteProcessProfile.Request(name, command, session.region(), dryRun.dryRun()));
  }
}
