package io.spiffeaws.exec;

import io.spiffeaws.sts.ObtainCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a command with credentials in its environment. The command is searched before credentials
/// are requested.
public final class RunWithCredentials {
  private final ObtainCredentials obtain;
  private final ProgramRunner programs;

  public RunWithCredentials(ObtainCredentials obtain, ProgramRunner programs) {
    this.obtain = obtain;
    this.programs = programs;
  }

  /// @param session the session whose credentials it gets
  /// @param command its name and arguments
  /// @param environment the environment without credentials
  /// @param directory the working directory
  /// @param region for the region variables
  public record Request(
      ObtainCredentials.Request session,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Optional<String> region) {
    public Request {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }

    /// Only the command's name, since its arguments may hold secrets.
    @Override
    public String toString() {
      return command.getFirst();
    }
  }

  /// Runs the command.
  ///
  /// @return as [ProgramRunner#run]
  /// @throws ProgramFailure if the command cannot be started
  /// @throws io.spiffeaws.problem.ProblemException if there are no credentials
  public int run(Request request) {
    var program =
        ProgramSearch.find(
            request.command().getFirst(), request.environment(), request.directory());
    var credentials = obtain.run(request.session()).credentials();
    return programs.run(
        new ProgramCall(
            program,
            request.command(),
            ChildEnvironment.of(request.environment(), credentials, request.region()),
            request.directory()));
  }
}
