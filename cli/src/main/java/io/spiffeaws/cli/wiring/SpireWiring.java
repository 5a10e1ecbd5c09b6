package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.ServerOptions;
import io.spiffeaws.cli.options.ServerOptions.Way;
import io.spiffeaws.spire.AdminIdentity;
import io.spiffeaws.spire.Agents;
import io.spiffeaws.spire.ExecAgents;
import io.spiffeaws.spire.ExecRegistrationEntries;
import io.spiffeaws.spire.ExecSpireServer;
import io.spiffeaws.spire.ExecTrustBundles;
import io.spiffeaws.spire.ExecX509Authorities;
import io.spiffeaws.spire.GrpcAgents;
import io.spiffeaws.spire.GrpcRegistrationEntries;
import io.spiffeaws.spire.GrpcSpireServer;
import io.spiffeaws.spire.GrpcTrustBundles;
import io.spiffeaws.spire.GrpcX509Authorities;
import io.spiffeaws.spire.RegistrationEntries;
import io.spiffeaws.spire.TrustBundles;
import io.spiffeaws.spire.X509Authorities;
import io.spiffeaws.spire.X509Bundles;
import io.spiffeaws.workload.GrpcWorkloadApi;
import io.spiffeaws.workload.GrpcX509Identities;
import java.util.function.Supplier;

/// The connection of one command to the SPIRE server.
public final class SpireWiring implements AutoCloseable {
  private final RegistrationEntries entries;
  private final Agents agents;
  private final TrustBundles bundles;
  private final X509Bundles x509Bundles;
  private final Supplier<X509Authorities> authorities;
  private final Runnable close;

  private SpireWiring(
      RegistrationEntries entries,
      Agents agents,
      TrustBundles bundles,
      X509Bundles x509Bundles,
      Supplier<X509Authorities> authorities,
      Runnable close) {
    this.entries = entries;
    this.agents = agents;
    this.bundles = bundles;
    this.x509Bundles = x509Bundles;
    this.authorities = authorities;
    this.close = close;
  }

  /// @throws io.spiffeaws.problem.ProblemException if no SPIRE server is configured or found
  public static SpireWiring open(ServerOptions options, Invocation invocation) {
    return open(options.way(invocation), invocation);
  }

  static SpireWiring open(Way way, Invocation invocation) {
    return switch (way) {
      case Way.Socket(var path) ->
          over(new GrpcSpireServer(path, invocation.timeout(), invocation.calls()));
      case Way.Address network -> over(network(network, invocation));
      case Way.Exec(var prefix, var socket) -> {
        var server = new ExecSpireServer(prefix, socket, invocation.timeout(), invocation.calls());
        yield new SpireWiring(
            new ExecRegistrationEntries(server),
            new ExecAgents(server),
            new ExecTrustBundles(server),
            new ExecTrustBundles(server),
            () -> new ExecX509Authorities(server),
            () -> {});
      }
    };
  }

  private static SpireWiring over(GrpcSpireServer server) {
    var bundles = new GrpcTrustBundles(server);
    return new SpireWiring(
        new GrpcRegistrationEntries(server),
        new GrpcAgents(server),
        bundles,
        bundles,
        () -> new GrpcX509Authorities(server),
        server::close);
  }

  private static GrpcSpireServer network(Way.Address way, Invocation invocation) {
    var agent = new GrpcWorkloadApi(way.agent(), invocation.timeout(), invocation.calls());
    var identity = new AdminIdentity(new GrpcX509Identities(agent), way.id(), invocation.clock());
    return new GrpcSpireServer(way.server(), identity, invocation.timeout(), invocation.calls());
  }

  public RegistrationEntries entries() {
    return entries;
  }

  public Agents agents() {
    return agents;
  }

  public TrustBundles bundles() {
    return bundles;
  }

  public X509Bundles x509Bundles() {
    return x509Bundles;
  }

  public X509Authorities authorities() {
    return authorities.get();
  }

  @Override
  public void close() {
    close.run();
  }
}
