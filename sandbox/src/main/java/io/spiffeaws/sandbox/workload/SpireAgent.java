package io.spiffeaws.sandbox.workload;

import io.spiffeaws.sandbox.socket.UnixSocketServer;
import io.spiffeaws.sandbox.spire.HealthService;
import io.spiffeaws.sandbox.spire.SpireServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// SPIRE's agent, limited to the Workload API.
public final class SpireAgent implements AutoCloseable {
  private final AgentView view;
  private final UnixSocketServer server;

  private SpireAgent(AgentView view, UnixSocketServer server) {
    this.view = view;
    this.server = server;
  }

  /// Settings of an agent.
  ///
  /// @param issuer `iss` of the tokens
  /// @param jwtTtl lifetime of a token whose entry sets none
  /// @param syncInterval interval at which the agent reads changes from the server; zero:
  ///   immediately
  public record Settings(
      Path socket, String issuer, Duration jwtTtl, Duration syncInterval, Clock clock) {}

  /// Starts the agent that joined that server.
  public static SpireAgent start(SpireServer spire, Settings settings) {
    var view = new AgentView(spire.entries(), spire.agentId(), settings.syncInterval());
    var keys = spire.keys();
    var x509Svids = new X509Svids(keys.x509(), settings.clock());
    view.follow(keys.x509()::onChange, x509Svids::discardDue);
    var service =
        new WorkloadService(
            view,
            keys,
            new JwtSvids(keys.jwt(), settings.issuer(), settings.jwtTtl(), settings.clock()),
            x509Svids,
            new JwtSvidCheck(keys, settings.clock()));
    return new SpireAgent(
        view,
        UnixSocketServer.start(
            settings.socket(), List.of(service, new HealthService()), new SecurityHeader()));
  }

  @Override
  public void close() {
    view.close();
    server.close();
  }
}
