package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Serves credentials from memory to allowed programs of this machine, on a port of 127.0.0.1 or at
/// a Unix socket.
public final class CredentialsEndpoint implements AutoCloseable {
  private final HttpEndpoint http;

  private CredentialsEndpoint(HttpEndpoint http) {
    this.http = http;
  }

  /// Starts a container credentials endpoint.
  ///
  /// @param roles by path; each path starts with a slash
  /// @param sessions for `/healthz` and `/metrics`
  /// @throws ProblemException unexpected, if it cannot listen at that address
  public static CredentialsEndpoint forContainers(
      ListenAddress address,
      Map<String, ServedRole> roles,
      List<SessionMetrics> sessions,
      Clock clock) {
    var service = new StatusService(sessions, clock, new ContainerService(roles));
    return new CredentialsEndpoint(HttpEndpoint.start(address, service, clock));
  }

  /// Starts an endpoint that serves one role like the instance metadata service.
  ///
  /// @param port of 127.0.0.1; 0 for any free port
  /// @param role the name of the role
  /// @param users the IDs of the allowed users
  /// @param random a generator that is not predictable
  /// @throws ProblemException unexpected, if the port is not free, or if this system does not tell
  ///   the users of connections
  public static CredentialsEndpoint asMetadataService(
      int port,
      String role,
      ServedSession session,
      Set<Long> users,
      SessionMetrics metrics,
      Clock clock,
      RandomGenerator random) {
    requireKnownUsers(SocketDiagnosisOwner.or(new ProcNetOwner()));
    var metadata = new MetadataService(role, session, new MetadataTokens(clock, random), clock);
    var service =
        new StatusService(List.of(metrics), clock, new AllowedUsersFilter(users, metadata));
    return new CredentialsEndpoint(
        HttpEndpoint.start(new ListenAddress.Port(port), service, clock));
  }

  /// The metadata service has no authorization token, so only the user of a client protects it.
  static void requireKnownUsers(ConnectionOwner owner) {
    try (owner) {
      if (!owner.isAvailable()) {
        throw ProblemException.unexpected(
            "unknown-client-users",
            "cannot serve the metadata service: this system does not tell which user a client belongs to",
            "omit --imds, to serve the container credentials endpoint with an authorization token");
      }
    }
  }

  /// Returns its URL, without a path; at a Unix socket `http://localhost`.
  public URI address() {
    return URI.create(http.port() == 0 ? "http://localhost" : "http://127.0.0.1:" + http.port());
  }

  /// Releases the address at once.
  @Override
  public void close() {
    http.close();
  }
}
