package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.Set;

/// A service on a port of 127.0.0.1 or at a Unix socket, by a thread of its own.
final class HttpEndpoint implements AutoCloseable {
  private static final long LONGEST_END = 5_000;
  private static final int NO_PORT = 0;

  private final ListenAddress address;
  private final int port;
  private final EndpointLoop loop;
  private final Thread thread;

  private HttpEndpoint(ListenAddress address, int port, EndpointLoop loop) {
    this.address = address;
    this.port = port;
    this.loop = loop;
    this.thread = Thread.ofPlatform().daemon().name("endpoint").start(loop);
  }

  /// @param service requests come to it through a [LocalRequestFilter]
  /// @throws ProblemException unexpected, as [ListenSocket#open]
  static HttpEndpoint start(ListenAddress address, Service service, Clock clock) {
    var owner =
        address instanceof ListenAddress.Port
            ? SocketDiagnosisOwner.or(new ProcNetOwner())
            : new SocketPeerOwner();
    return start(address, service, clock, owner, ServerLimits.connections());
  }

  /// @param owner finds out whose connections are
  /// @param connections the most at a time
  static HttpEndpoint start(
      ListenAddress address, Service service, Clock clock, ConnectionOwner owner, int connections) {
    var socket = ListenSocket.open(address);
    try {
      var port = port(socket);
      var gate = new LocalRequestFilter(hosts(port), service);
      return new HttpEndpoint(
          address, port, new EndpointLoop(socket, gate, owner, connections, clock));
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-listen",
          "cannot listen: " + e.getMessage(),
          "raise the number of files that the service may have open: ulimit -n");
    }
  }

  /// Of 127.0.0.1; 0 if it is at a Unix socket.
  int port() {
    return port;
  }

  /// Frees the address at once; requests that are under way are dropped.
  @Override
  public void close() {
    loop.stop();
    ListenSocket.delete(address);
    try {
      thread.join(LONGEST_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int port(ServerSocketChannel socket) throws IOException {
    return socket.getLocalAddress() instanceof InetSocketAddress inet ? inet.getPort() : NO_PORT;
  }

  private static Set<String> hosts(int port) {
    var loopback = ListenSocket.LOOPBACK;
    return Set.of(loopback + ":" + port, "localhost:" + port, loopback, "localhost");
  }
}
