package io.spiffeaws.cli.creds;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.DryRunOption;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.cli.view.ProfileView;
import io.spiffeaws.cli.view.WatchView;
import io.spiffeaws.cli.wiring.CredentialsWiring;
import io.spiffeaws.cli.wiring.ProfileWiring;
import io.spiffeaws.cli.wiring.WatchWiring;
import io.spiffeaws.profile.ProfileName;
import io.spiffeaws.profile.WriteCredentialsProfile;
import io.spiffeaws.watch.WatchCredentials;
import io.spiffeaws.watch.WatchSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `spiffe-aws creds file`.
@Command(
    name = "file",
    addMethodSubcommands = false,
    description = {
      "Write credentials to a profile in ~/.aws/credentials",
      "For programs that read credentials only from that file, or from the file in"
          + " AWS_SHARED_CREDENTIALS_FILE. Other profiles, comments and the order are not changed;"
          + " the file is replaced atomically, mode 0600."
    },
    footer = {
      "# Write a profile once",
      "spiffe-aws creds file --profile reports \\",
      "  --role arn:aws:iam::123456789012:role/s3-app",
      "# Renew it until interrupted",
      "spiffe-aws creds file --profile reports \\",
      "  --role arn:aws:iam::123456789012:role/s3-app --watch"
    })
public final class FileCommand implements CliCommand {
  @Option(
      names = "--profile",
      required = true,
      paramLabel = "NAME",
      description = "Profile to write, created if it does not exist; AWS_PROFILE is not used")
  private ProfileName profile = new ProfileName("default");

  @Option(
      names = "--watch",
      description = "Renew the credentials whenever half of their lifetime is over")
  private boolean watch;

  @Mixin private SessionOptions session;
  @Mixin private DryRunOption dryRun;

  @Override
  public int run(Invocation invocation) {
    return watch && !dryRun.dryRun() ? stay(invocation) : write(invocation);
  }

  private int write(Invocation invocation) {
    var write = new ProfileWiring(invocation).writeCredentialsProfile();
    var request = session.request(invocation);
    var credentials =
        new CredentialsWiring(invocation).obtainCredentials(session).run(request).credentials();
    return ProfileView.show(
        write.run(new WriteCredentialsProfile.Request(profile, credentials, dryRun.dryRun())),
        invocation.output());
  }

  private int stay(Invocation invocation) {
    var output = invocation.output();
    new ProfileWiring(invocation)
        .writeCredentialsProfile()
        .warnings(profile)
        .forEach(output::warning);
    var request = new WatchCredentials.Request(session.request(invocation), profile);
    try (var files =
        new WatchWiring(invocation)
            .watchCredentials(session)
            .start(request, new WatchView(output))) {
      new WatchSession(files, false).stay();
      return ExitCode.DONE;
    }
  }
}
