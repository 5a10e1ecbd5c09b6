package io.spiffeaws.exec;

import io.spiffeaws.sts.ObtainCredentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a command with credentials in its environment. Whether there is such a command is looked at
/// before credentials are asked for.
public final class RunWithCredentials {
  private final ObtainCredentials obtain;
  private final ProgramRunner programs;

  public RunWithCredentials(ObtainCredentials obtain, ProgramRunner programs) {
    this.obtain = obtain;
    this.programs = programs;
  }

  /// @param session whose credentials
  /// @param command its name and arguments
  /// @param environment what it would have without credentials
  /// @param directory where it runs
  /// @param region that it works in
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

    /// The command's name alone: the rest may hold secrets.
    @Override
    public String toString() {
      return command.getFirst();
    }
  }

  /// @return as [ProgramRunner#run]
  /// @throws ProgramFailure where the command cannot be started
  /// @throws io.spiffeaws.problem.ProblemException where there are no credentials
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
