package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.refresh.AutoRefreshed;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.sts.RoleArn;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Serves credentials of roles to programs of this machine, and renews them. It starts to serve
/// only when there are credentials of each role, so that a wrong configuration is reported at the
/// start, not by its clients.
public final class ServeCredentials {
  /// An upper limit only: each call that obtains credentials has its own deadline.
  private static final Duration FIRST_CREDENTIALS = Duration.ofHours(1);

  /// Less than the time that an SDK waits for the metadata service: one second, once.
  private static final Duration METADATA_WAIT = Duration.ofMillis(700);

  private final Sessions sessions;
  private final Clock clock;
  private final RandomGenerator random;

  /// Starts sessions.
  public interface Sessions {
    /// Starts to obtain a role's credentials.
    ///
    /// @param metrics counts the renewals
    AutoRefreshed<SessionCredentials> start(RoleArn role, SessionMetrics metrics);
  }

  /// @param random a generator that is not predictable
  public ServeCredentials(Sessions sessions, Clock clock, RandomGenerator random) {
    this.sessions = sessions;
    this.clock = clock;
    this.random = random;
  }

  /// Serves as a container credentials endpoint.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if a token file or the address cannot be used,
  ///   or there are no credentials of a role
  public ServedCredentials forContainers(ListenAddress address, RoleMap map) {
    var opened = new ArrayList<AutoCloseable>();
    try {
      var tokens = tokens(map);
      var roles = new LinkedHashMap<String, ServedRole>();
      var metrics = new ArrayList<SessionMetrics>();
      map.roles()
          .forEach((path, place) -> {
            var credentials = start(place.role(), metrics, opened);
            var token = Objects.requireNonNull(tokens.get(path));
            roles.put(path, new ServedRole(token, ServedSession.of(credentials)));
          });
      awaitAll(opened);
      return listen(address, roles, metrics, opened);
    } catch (RuntimeException e) {
      ServedCredentials.closeAll(opened);
      throw e;
    }
  }

  /// Serves as version 2 of the instance metadata service.
  ///
  /// @param port of 127.0.0.1; 0 for any free port
  /// @param users the IDs of the allowed users
  /// @throws io.spiffeaws.problem.ProblemException as [#forContainers]
  public ServedCredentials asMetadataService(int port, RoleArn role, Set<Long> users) {
    var opened = new ArrayList<AutoCloseable>();
    try {
      var metrics = new ArrayList<SessionMetrics>();
      var credentials = start(role, metrics, opened);
      awaitAll(opened);
      var endpoint =
          CredentialsEndpoint.asMetadataService(
              port,
              role.name(),
              ServedSession.of(credentials, METADATA_WAIT),
              users,
              metrics.getFirst(),
              clock,
              random);
      opened.add(endpoint);
      return new ServedCredentials(endpoint.address(), opened);
    } catch (RuntimeException e) {
      ServedCredentials.closeAll(opened);
      throw e;
    }
  }

  /// Returns the tokens by path. Files with different names may contain the same token, or be the
  /// same file.
  private Map<String, Secret> tokens(RoleMap map) {
    var tokens = new LinkedHashMap<String, Secret>();
    map.roles()
        .forEach((path, place) -> {
          var token = AuthorizationToken.of(place.tokenFile(), random);
          if (tokens.containsValue(token)) {
            throw ProblemException.malformed(
                "shared-authorization-token",
                "the token of %s, in %s, is also that of another path: its clients could read both"
                    .formatted(path, place.tokenFile()),
                "delete that file, and a new token is created");
          }
          tokens.put(path, token);
        });
    return tokens;
  }

  private AutoRefreshed<SessionCredentials> start(
      RoleArn role, List<SessionMetrics> metrics, List<AutoCloseable> opened) {
    var counted = new SessionMetrics(role.toString());
    var credentials = sessions.start(role, counted);
    metrics.add(counted);
    opened.add(credentials);
    return credentials;
  }

  private static void awaitAll(List<AutoCloseable> opened) {
    for (var each : opened) {
      if (each instanceof AutoRefreshed<?> credentials) {
        credentials.current(FIRST_CREDENTIALS);
      }
    }
  }

  private ServedCredentials listen(
      ListenAddress address,
      Map<String, ServedRole> roles,
      List<SessionMetrics> metrics,
      List<AutoCloseable> opened) {
    var endpoint = CredentialsEndpoint.forContainers(address, roles, metrics, clock);
    opened.add(endpoint);
    return new ServedCredentials(endpoint.address(), opened);
  }
}
