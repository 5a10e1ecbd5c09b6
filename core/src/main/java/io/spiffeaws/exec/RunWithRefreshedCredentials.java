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

/// Runs a command that may outlive its first credentials: it finds an endpoint in its environment
/// where it is given fresh ones whenever it asks, and nothing that an SDK would take before that.
/// The endpoint is there for as long as the command runs.
public final class RunWithRefreshedCredentials {
  private static final String PATH = "/credentials";

  /// As long as it takes: each call on the way to credentials has its own deadline.
  private static final Duration FOR_THE_FIRST = Duration.ofHours(1);

  private final Supplier<AutoRefreshed<SessionCredentials>> source;
  private final ProgramRunner programs;
  private final Clock clock;
  private final RandomGenerator random;

  /// @param source begins to obtain the credentials
  /// @param random one that cannot be guessed
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
  /// @param environment what it would have without credentials
  /// @param directory where it runs
  /// @param region that it works in
  /// @param temporary where a private folder is made for as long as it runs
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

    /// The command's name alone: the rest may hold secrets.
    @Override
    public String toString() {
      return command.getFirst();
    }
  }

  /// @return as [ProgramRunner#run]
  /// @throws ProgramFailure where the command cannot be started
  /// @throws io.spiffeaws.problem.ProblemException where there are no credentials to begin with
  public int run(Request request) {
    var program =
        ProgramSearch.find(
            request.command().getFirst(), request.environment(), request.directory());
    try (var credentials = source.get()) {
      credentials.current(FOR_THE_FIRST);
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
              ChildEnvironment.asking(request.environment(), variables, request.region()),
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
    // while the endpoint has none, an SDK would go on to the machine's own role; a program whose
    // credentials are in its environment never asks for others, so there it may ask for its region
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    variables.putAll(
        CredentialFreeFiles.write(request.environment(), request.directory(), directory));
    return variables;
  }
}
