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

/// Serves credentials of roles to programs of this machine, and keeps them fresh. It begins once
/// there are credentials of each role, so that a wrong set-up is seen at the start and not by whom
/// it serves.
public final class ServeCredentials {
  /// As long as it takes: each call on the way to credentials has its own deadline.
  private static final Duration FOR_THE_FIRST = Duration.ofHours(1);

  /// Less than what an SDK waits for an answer of the metadata service: a second, and once.
  private static final Duration OF_METADATA_CLIENTS = Duration.ofMillis(700);

  private final Sessions sessions;
  private final Clock clock;
  private final RandomGenerator random;

  /// Where sessions come from.
  public interface Sessions {
    /// Begins to obtain a role's credentials.
    ///
    /// @param metrics count what becomes of them
    AutoRefreshed<SessionCredentials> start(RoleArn role, SessionMetrics metrics);
  }

  /// @param random one that cannot be guessed
  public ServeCredentials(Sessions sessions, Clock clock, RandomGenerator random) {
    this.sessions = sessions;
    this.clock = clock;
    this.random = random;
  }

  /// As a container credentials endpoint.
  ///
  /// @throws io.spiffeaws.problem.ProblemException where a token file or the address cannot be
  ///   used, or there are no credentials of one of the roles
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

  /// As version 2 of the instance metadata service.
  ///
  /// @param port of 127.0.0.1; 0 for one that is free
  /// @param users who is answered, by their IDs
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
              ServedSession.of(credentials, OF_METADATA_CLIENTS),
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

  /// By path. Files of other names may hold the same token, or be the same file.
  private Map<String, Secret> tokens(RoleMap map) {
    var tokens = new LinkedHashMap<String, Secret>();
    map.roles()
        .forEach((path, place) -> {
          var token = AuthorizationToken.of(place.tokenFile(), random);
          if (tokens.containsValue(token)) {
            throw ProblemException.malformed(
                "shared-authorization-token",
                "the token of %s, in %s, is that of another path too, which whoever has it could ask"
                        .formatted(path, place.tokenFile())
                    + " for as well",
                "remove that file, and a new token is made");
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
        credentials.current(FOR_THE_FIRST);
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
