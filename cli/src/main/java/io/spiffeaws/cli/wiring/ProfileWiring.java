package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.console.RunningProgram;
import io.spiffeaws.exec.ProgramFailure;
import io.spiffeaws.exec.ProgramSearch;
import io.spiffeaws.file.LockFile;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.profile.ProfileFile;
import io.spiffeaws.profile.SharedFile;
import io.spiffeaws.profile.WriteCredentialsProfile;
import io.spiffeaws.profile.WriteProcessProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Creates the operations that write profiles into the AWS shared files.
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

  /// Returns the path of a program, as a shell finds it.
  ///
  /// @throws ProblemException malformed, if no executable file is found
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

  /// Returns the name if `PATH` finds the running program by it, else the path of the running
  /// program.
  ///
  /// @throws ProblemException malformed, if neither can be found
  public Path ownProgram(String name) {
    var running = invocation.console().ofProcess() ? RunningProgram.file() : Optional.<Path>empty();
    return running.filter(file -> !isOnPath(name, file)).orElseGet(() -> program(name));
  }

  private boolean isOnPath(String name, Path running) {
    var console = invocation.console();
    try {
      var found = ProgramSearch.find(name, console.environment(), console.directory());
      return Files.isSameFile(found, running);
    } catch (ProgramFailure | IOException e) {
      return false;
    }
  }

  private ProfileFile file(SharedFile kind) {
    var console = invocation.console();
    return new ProfileFile(
        kind,
        kind.path(console.environment(), console.directory()),
        new LockFile(invocation.sleeper(), LOCK_PATIENCE));
  }
}
