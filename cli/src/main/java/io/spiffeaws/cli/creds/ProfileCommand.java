package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.CacheOption;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.GivenOptions;
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
      "Write a profile to ~/.aws/config (env AWS_CONFIG_FILE) whose credentials spiffe-aws provides"
          + " whenever a program asks (credential_process).",
      "It asks with the role and the options that are given here; variables count as they are then."
          + " Other profiles, comments and order stay as they are."
    })
public final class ProfileCommand implements CliCommand {
  @Spec private CommandSpec spec;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "The profile that is written; made where it is not there.")
  private ProfileName name = new ProfileName("default");

  @Option(
      names = "--remove",
      description = "Take the profile away, with all its settings; refused where it is another's.")
  private boolean remove;

  @Option(
      names = "--program",
      paramLabel = "FILE",
      description =
          "The spiffe-aws that the profile runs (default: the one on PATH if it is this one, else"
              + " this one's path).")
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
    cache.cache(invocation, session); // refused now rather than whenever the profile is used
    var role = session.request(invocation).role();
    var command = new ArrayList<>(List.of(program(wiring).toString(), "creds", "process"));
    command.addAll(List.of("--role", role.toString()));
    command.addAll(
        GivenOptions.of(spec, List.of("session", "cache"), invocation.console().directory()));
    return wiring
        .writeProcessProfile()
        .run(new WriteProcessProfile.Request(name, command, session.region(), dryRun.dryRun()));
  }
}
