package io.spiffeaws.credentials.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client gets while another user has more connections than the limit.
@Timeout(120)
class CrowdTest {
  private static final int CAPACITY = 64;
  private static final int CROWD = 300;
  private static final String BOMB_START = "16 KiB of headers and more";
  private static final String BOMB = "GET /a HTTP/1.1\r\nX: " + "b".repeat(2 * HeadReader.LIMIT);

  @TempDir Path directory;

  private final Set<SocketAddress> clients = ConcurrentHashMap.newKeySet();
  private final ContainerService service =
      new ContainerService(
          Map.of("/a", new ServedRole(ServicesTest.TOKEN, () -> ServicesTest.GIVEN)));

  /// Connections of the client belong to user 1, all others to user 2.
  private final ConnectionOwner byPort = connections -> users(connections, clients);

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /a HTTP/1.1\r\n", BOMB_START, "garbage\r\n\r\n\0"})
  void answersEveryRequestOfAClientWhileAnotherUserHoldsMoreConnections(String begun)
      throws Exception {
    var sent = begun.equals(BOMB_START) ? BOMB : begun;
    try (var endpoint = start(new ListenAddress.Port(0), byPort)) {
      var server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), endpoint.port());
      try (var kept = client(server)) {
        assertThat(ask(kept)).startsWith("HTTP/1.1 200 ");
        var crowd = new ArrayList<SocketChannel>();
        for (var i = 0; i < CROWD; i++) {
          crowd.add(begin(server, sent));
          if (i % 10 == 0) {
            try (var another = client(server)) {
              assertThat(ask(another)).startsWith("HTTP/1.1 200 ");
            }
          }
        }
        assertThat(ask(kept)).startsWith("HTTP/1.1 200 ");
        for (var each : crowd) {
          each.close();
        }
      }
    }
  }

  @Test
  void answersTheNextRequestAfterALateAnswer() throws Exception {
    try (var endpoint = start(new ListenAddress.Port(0), byPort);
        var client =
            client(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), endpoint.port()))) {
      assertThat(ask(client)).startsWith("HTTP/1.1 200 ");
      assertThat(ask(client)).startsWith("HTTP/1.1 200 ");
    }
  }

  /// Otherwise the connections that a client has closed count as its own, and its open ones are
  /// closed in their place.
  @Test
  void removesClosedConnectionsWhileUsersAreBeingLookedUp() throws Exception {
    var lookup = new CountDownLatch(1);
    try (var endpoint = start(new ListenAddress.Port(0), _ -> afterwards(lookup))) {
      var server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), endpoint.port());
      try (var kept = client(server)) {
        assertThat(ask(kept)).startsWith("HTTP/1.1 200 ");
        for (var i = 0; i < 2 * CAPACITY; i++) {
          try (var another = client(server)) {
            assertThat(ask(another)).startsWith("HTTP/1.1 200 ");
          }
        }
        assertThat(ask(kept)).startsWith("HTTP/1.1 200 ");
      } finally {
        lookup.countDown();
      }
    }
  }

  @Test
  void unknownUsersShareTheirConnectionsAndANewOneIsAnswered() throws Exception {
    try (var endpoint = start(new ListenAddress.Port(0), _ -> Map.of())) {
      var server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), endpoint.port());
      var crowd = new ArrayList<SocketChannel>();
      for (var i = 0; i < CROWD; i++) {
        crowd.add(begin(server, ""));
      }
      try (var client = client(server)) {
        assertThat(ask(client)).startsWith("HTTP/1.1 200 ");
      }
      for (var each : crowd) {
        each.close();
      }
    }
  }

  @Test
  void unixSocketHasTheSameLimits() throws Exception {
    var address = UnixDomainSocketAddress.of(directory.resolve("socket"));
    try (var _ = start(new ListenAddress.Socket(address.getPath()), new SocketPeerOwner())) {
      var crowd = new ArrayList<SocketChannel>();
      for (var i = 0; i < CROWD; i++) {
        crowd.add(SocketChannel.open(address));
      }
      try (var client = SocketChannel.open(address)) {
        assertThat(ask(client)).startsWith("HTTP/1.1 200 ");
      }
      for (var each : crowd) {
        each.close();
      }
    }
  }

  @Test
  void kernelReturnsTheUserOfAUnixSocketConnection() throws Exception {
    var address = UnixDomainSocketAddress.of(directory.resolve("socket"));
    var owner = new SocketPeerOwner();
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      SocketChannel ended;
      try (var _ = SocketChannel.open(address);
          var accepted = server.accept()) {
        ended = accepted;
        assertThat(owner.users(List.of(accepted)))
            .containsEntry(accepted, System.getProperty("user.name"));
      }
      assertThat(owner.users(List.of(ended))).isEmpty();
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws Exception {
    try (var endpoint = start(new ListenAddress.Port(0), byPort);
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), endpoint.port())) {
      var text = new StringBuilder();
      for (var i = 0; i < 1000; i++) {
        text.append("GET /").append(i).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }
      text.append("GET foo:bar HTTP/1.1\r\n\r\n");
      var writer =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  socket.getOutputStream().write(bytes(text.toString()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      var answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      writer.join();
      var paths =
          Pattern.compile("path not found: /(\\d+)\"")
              .matcher(answers)
              .results()
              .map(match -> Integer.parseInt(match.group(1)))
              .toList();
      assertThat(paths).hasSize(1000).isSorted();
      assertThat(answers).contains("HTTP/1.1 400 Bad Request");
    }
  }

  private HttpEndpoint start(ListenAddress address, ConnectionOwner owner) {
    return HttpEndpoint.start(address, service, ServicesTest.CLOCK, owner, CAPACITY);
  }

  private static Map<SocketChannel, String> afterwards(CountDownLatch lookup) {
    try {
      lookup.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Map.of();
  }

  private SocketChannel client(SocketAddress server) throws IOException {
    var client = SocketChannel.open();
    client.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    clients.add(client.getLocalAddress());
    client.connect(server);
    return client;
  }

  private static SocketChannel begin(SocketAddress server, String sent) throws IOException {
    var channel = SocketChannel.open(server);
    try {
      channel.write(ByteBuffer.wrap(bytes(sent)));
    } catch (IOException e) {
      // already closed
    }
    return channel;
  }

  private static Map<SocketChannel, String> users(
      Collection<SocketChannel> connections, Set<SocketAddress> clients) {
    return connections.stream()
        .collect(
            Collectors.toMap(
                connection -> connection,
                connection ->
                    remote(connection).filter(clients::contains).isPresent() ? "1" : "2"));
  }

  private static Optional<SocketAddress> remote(SocketChannel channel) {
    try {
      return Optional.of(channel.getRemoteAddress());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String ask(SocketChannel client) throws IOException {
    var head = "GET /a HTTP/1.1\r\nHost: localhost\r\nAuthorization: ";
    client.write(ByteBuffer.wrap(bytes(head + ServicesTest.TOKEN.reveal() + "\r\n\r\n")));
    var answer = ByteBuffer.allocate(4096);
    var text = "";
    while (!text.endsWith("}") && client.read(answer) >= 0) {
      text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
    return text;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
