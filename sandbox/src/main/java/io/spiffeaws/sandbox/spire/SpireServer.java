package io.spiffeaws.sandbox.spire;

import io.spiffeaws.sandbox.socket.UnixSocketServer;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// SPIRE's server: its API, on the local socket and on the network, and the keys of its trust
/// domain. One agent has joined it and has an alias.
public final class SpireServer implements AutoCloseable {
  private final EntryStore entries;
  private final TrustDomainKeys keys;
  private final AttestedAgent agent;
  private final UnixSocketServer server;
  private final NetworkApi network;

  private SpireServer(
      EntryStore entries,
      TrustDomainKeys keys,
      AttestedAgent agent,
      UnixSocketServer server,
      NetworkApi network) {
    this.entries = entries;
    this.keys = keys;
    this.agent = agent;
    this.server = server;
    this.network = network;
  }

  /// Settings of a server.
  ///
  /// @param aliasPath path of the SPIFFE ID in the agent's alias entry
  public record Settings(
      Path socket, String trustDomain, String aliasPath, JwtKeyType jwtKeyType, Clock clock) {}

  /// Starts a server on its socket.
  public static SpireServer start(Settings settings) {
    var now = settings.clock().instant();
    var entries = new EntryStore(settings.trustDomain(), settings.clock());
    var keys =
        TrustDomainKeys.create(settings.trustDomain(), settings.jwtKeyType(), settings.clock());
    var agent = AttestedAgent.join(settings.trustDomain(), now);
    createAlias(entries, agent, settings.aliasPath());
    var entryService = new EntryService(entries, settings.trustDomain());
    var agentService = new AgentService(agent);
    var bundleService = new BundleService(keys);
    var authorityService = new LocalAuthorityService(keys.x509());
    var server =
        UnixSocketServer.start(
            settings.socket(),
            List.of(
                entryService, agentService, bundleService, authorityService, new HealthService()));
    var network =
        NetworkApi.start(
            0,
            ServerTls.of(
                keys, "spiffe://" + settings.trustDomain() + "/spire/server", settings.clock()),
            new Administrators(entries),
            List.of(entryService, agentService, bundleService, authorityService));
    return new SpireServer(entries, keys, agent, server, network);
  }

  /// Returns the network address of its API as HOST:PORT.
  public String address() {
    return network.address();
  }

  public EntryStore entries() {
    return entries;
  }

  public TrustDomainKeys keys() {
    return keys;
  }

  /// Returns the ID of the agent that joined.
  public SPIFFEID agentId() {
    return agent.id();
  }

  @Override
  public void close() {
    network.close();
    server.close();
  }

  private static void createAlias(EntryStore entries, AttestedAgent agent, String aliasPath) {
    try {
      entries.create(agent.alias(aliasPath));
    } catch (RequestError e) {
      throw new IllegalStateException("a new server rejects its agent's alias", e);
    }
  }
}
