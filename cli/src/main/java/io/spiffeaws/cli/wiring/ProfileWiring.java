package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.exec.ProgramFailure;
import io.spiffeaws.exec.ProgramSearch;
import io.spiffeaws.file.LockFile;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.profile.ProfileFile;
import io.spiffeaws.profile.SharedFile;
import io.spiffeaws.profile.WriteCredentialsProfile;
import io.spiffeaws.profile.WriteProcessProfile;
import java.nio.file.Path;
import java.time.Duration;

/// Puts together what writes profiles to the AWS shared files.
public final class ProfileWiring {
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

  private final Invocation invocation;

  public ProfileWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  public WriteCredentialsProfile writeCredentialsProfile() {
    return new WriteCredentialsProfile(file(SharedFile.CREDENTIALS), file(SharedFile.CONFIG));
  }

  public WriteProcessProfile writeProcessProfile() {
    return new WriteProcessProfile(file(SharedFile.CONFIG), file(SharedFile.CREDENTIALS));
  }

  /// The path of a program, as a shell would find it.
  ///
  /// @throws ProblemException malformed, where there is none that can be run
  public Path program(String name) {
    var console = invocation.console();
    try {
      return ProgramSearch.find(name, console.environment(), console.directory()).normalize();
    } catch (ProgramFailure e) {
      throw ProblemException.malformed(
          "no-such-program",
          e.problem().message() + " for the profile to run",
          "name the path of spiffe-aws with --program");
    }
  }

  private ProfileFile file(SharedFile kind) {
    var console = invocation.console();
    return new ProfileFile(
        kind,
        kind.path(console.environment(), console.directory()),
        new LockFile(invocation.pause(), LOCK_PATIENCE));
  }
}
