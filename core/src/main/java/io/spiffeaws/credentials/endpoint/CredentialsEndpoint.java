package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.time.Pause;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Credentials on a port of 127.0.0.1, handed out from memory to programs of this machine that may
/// have them.
public final class CredentialsEndpoint implements AutoCloseable {
  private final HttpEndpoint http;

  private CredentialsEndpoint(HttpEndpoint http) {
    this.http = http;
  }

  /// The container credentials endpoint.
  ///
  /// @param port 0 for one that is free
  /// @param roles by the paths that they are at, each with a slash first
  /// @param sessions what `/healthz` and `/metrics` tell of
  /// @throws io.spiffeaws.problem.ProblemException unexpected, where the port cannot be had
  public static CredentialsEndpoint forContainers(
      int port, Map<String, ServedRole> roles, List<SessionMetrics> sessions, Clock clock) {
    var service = new StatusService(sessions, clock, new ContainerService(roles));
    return new CredentialsEndpoint(HttpEndpoint.start(port, _ -> service));
  }

  /// What the instance metadata service has of one role.
  ///
  /// @param role its name
  /// @param credentials as in [ServedRole]
  /// @param users who is answered, by their IDs
  /// @param random one that cannot be guessed
  /// @throws io.spiffeaws.problem.ProblemException unexpected, where the port cannot be had
  public static CredentialsEndpoint asMetadataService(
      int port,
      String role,
      Supplier<SessionCredentials> credentials,
      Set<Long> users,
      SessionMetrics session,
      Clock clock,
      RandomGenerator random) {
    var tokens = new MetadataTokens(clock, random);
    return new CredentialsEndpoint(
        HttpEndpoint.start(
            port,
            address ->
                new StatusService(
                    List.of(session),
                    clock,
                    new MetadataService(
                        role,
                        credentials,
                        request -> ofUsers(request, address, users),
                        tokens,
                        clock))));
  }

  /// Where it is, without a path.
  public URI address() {
    return URI.create("http://127.0.0.1:" + http.address().getPort());
  }

  /// Answers at a Unix socket too, to requests for `localhost`.
  ///
  /// @param pause before it takes the next connection, where one cannot be taken
  AutoCloseable alsoAt(Path socket, Pause pause) {
    return UnixSocketRelay.start(socket, http.address(), pause);
  }

  /// Frees the port at once.
  @Override
  public void close() {
    http.close();
  }

  private static boolean ofUsers(Request request, InetSocketAddress address, Set<Long> users) {
    var user = new ProcNetOwner().user(request.peer(), address);
    return user.isPresent() && users.contains(user.getAsLong());
  }
}
