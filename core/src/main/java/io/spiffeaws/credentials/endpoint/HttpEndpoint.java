package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.Set;

/// A service on a port of 127.0.0.1 or at a Unix socket, in its own thread.
final class HttpEndpoint implements AutoCloseable {
  private static final long MAX_STOP_MILLIS = 5_000;
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

  /// Starts an endpoint.
  ///
  /// @param service receives the requests that pass a [LocalRequestFilter]
  /// @throws ProblemException unexpected, as [ListenSocket#open]
  static HttpEndpoint start(ListenAddress address, Service service, Clock clock) {
    var owner =
        address instanceof ListenAddress.Port
            ? SocketDiagnosisOwner.or(new ProcNetOwner())
            : new SocketPeerOwner();
    return start(address, service, clock, owner, ServerLimits.connections());
  }

  /// Starts an endpoint.
  ///
  /// @param owner determines the users of connections
  /// @param connections the maximum number at a time
  static HttpEndpoint start(
      ListenAddress address, Service service, Clock clock, ConnectionOwner owner, int connections) {
    var socket = ListenSocket.open(address);
    try {
      var port = port(socket);
      var filter = new LocalRequestFilter(hosts(port), service);
      return new HttpEndpoint(
          address, port, new EndpointLoop(socket, filter, owner, connections, clock));
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-listen",
          "cannot listen: " + e.getMessage(),
          "increase the limit of open files: ulimit -n");
    }
  }

  /// Returns its port of 127.0.0.1; 0 if it is at a Unix socket.
  int port() {
    return port;
  }

  /// Releases the address at once; running requests are aborted.
  @Override
  public void close() {
    loop.stop();
    ListenSocket.delete(address);
    try {
      thread.join(MAX_STOP_MILLIS);
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
