package io.spiffeaws.exec;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.credentials.endpoint.AuthorizationToken;
import io.spiffeaws.credentials.endpoint.CredentialsEndpoint;
import io.spiffeaws.credentials.endpoint.ListenAddress;
import io.spiffeaws.credentials.endpoint.ServedRole;
import io.spiffeaws.credentials.endpoint.ServedSession;
import io.spiffeaws.profile.CredentialFreeFiles;
import io.spiffeaws.refresh.AutoRefreshed;
import io.spiffeaws.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Runs a command that may run longer than its first credentials last. Its environment leads to an
/// endpoint that serves current credentials, and contains no source that an SDK would prefer. The
/// endpoint exists while the command runs.
public final class RunWithRefreshedCredentials {
  private static final String PATH = "/credentials";

  /// An upper limit only: each call that obtains credentials has its own deadline.
  private static final Duration FIRST_CREDENTIALS = Duration.ofHours(1);

  private final Supplier<AutoRefreshed<SessionCredentials>> source;
  private final ProgramRunner programs;
  private final Clock clock;
  private final RandomGenerator random;

  /// @param source starts to obtain the credentials
  /// @param random a generator that is not predictable
  public RunWithRefreshedCredentials(
      Supplier<AutoRefreshed<SessionCredentials>> source,
      ProgramRunner programs,
      Clock clock,
      RandomGenerator random) {
    this.source = source;
    this.programs = programs;
    this.clock = clock;
    this.random = random;
  }

  /// @param command its name and arguments
  /// @param environment the environment without credentials
  /// @param directory the working directory
  /// @param region for the region variables
  /// @param temporary the directory in which a private directory is created while it runs
  public record Request(
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Optional<String> region,
      Path temporary) {
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
  /// @throws io.spiffeaws.problem.ProblemException if the first credentials cannot be obtained
  public int run(Request request) {
    var program =
        ProgramSearch.find(
            request.command().getFirst(), request.environment(), request.directory());
    try (var credentials = source.get()) {
      credentials.current(FIRST_CREDENTIALS);
      return run(request, program, credentials);
    }
  }

  private int run(Request request, Path program, AutoRefreshed<SessionCredentials> credentials) {
    var token = AuthorizationToken.random(random);
    var roles = Map.of(PATH, new ServedRole(token, ServedSession.of(credentials)));
    try (var directory = PrivateDirectory.in(request.temporary());
        var endpoint =
            CredentialsEndpoint.forContainers(new ListenAddress.Port(0), roles, List.of(), clock)) {
      var variables = variables(request, directory.path(), endpoint.address().resolve(PATH), token);
      return programs.run(
          new ProgramCall(
              program,
              request.command(),
              ChildEnvironment.forEndpoint(request.environment(), variables, request.region()),
              request.directory()));
    }
  }

  private static Map<String, String> variables(
      Request request, Path directory, URI endpoint, Secret token) {
    var file = directory.resolve("authorization-token");
    AuthorizationToken.write(file, token);
    var variables = new HashMap<String, String>();
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint.toString());
    variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", file.toString());
    // Without this, an SDK would use the machine's own role while the endpoint has no credentials.
    // A program whose credentials are in its environment never requests others, so there it may
    // query its region.
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    variables.putAll(
        CredentialFreeFiles.write(request.environment(), request.directory(), directory));
    return variables;
  }
}
