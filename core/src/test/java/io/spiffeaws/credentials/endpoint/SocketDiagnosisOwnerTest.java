package io.spiffeaws.credentials.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.spiffeaws.system.NetlinkSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Uses the kernel of this machine, except for answers that it never gives.
class SocketDiagnosisOwnerTest {
  private static final int STATE = 17;
  private static final int INODE = 84;

  /// Java's sockets are IPv6 by default, and their IPv4 addresses are mapped.
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void kernelReturnsTheUserOfAConnection(String address) throws Exception {
    try (var pair = new Pair(address);
        var owner = owner(new Others())) {
      var user = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
      assertThat(owner.users(List.of(pair.server))).isEqualTo(Map.of(pair.server, user));
    }
  }

  @Test
  void connectionThatItsClientClosedHasNoUser() throws Exception {
    try (var pair = new Pair("127.0.0.1");
        var other = new Pair("127.0.0.1");
        var owner = owner(new Others())) {
      pair.client.close();
      assertThat(owner.users(List.of(pair.server, other.server))).containsOnlyKeys(other.server);
    }
  }

  @Test
  void anotherOwnerIsUsedUntilTheKernelHasAnswered() throws Exception {
    try (var pair = new Pair("127.0.0.1");
        var others = new Others();
        var open = NetlinkSocket.open(SocketDiagnosisOwner.NETLINK_SOCK_DIAG).orElseThrow()) {
      var silent = new boolean[] {true};
      UnaryOperator<byte[]> kernel =
          request ->
              silent[0] ? new byte[0] : open.ask(request, SocketDiagnosisOwner.MAX_ANSWER_BYTES);
      var owner = new SocketDiagnosisOwner(kernel, () -> {}, others);
      assertThat(owner.users(List.of(pair.server))).containsValue(Others.USER);
      silent[0] = false;
      assertThat(owner.users(List.of(pair.server))).doesNotContainValue(Others.USER);
      silent[0] = true;
      assertThat(owner.users(List.of(pair.server))).isEmpty();
    }
  }

  /// Wrong state, addresses of another connection, no inode, an answer to another request, an
  /// error, truncated or random bytes: never a user, and never an exception.
  @Test
  void noOtherAnswerReturnsAUser() throws Exception {
    try (var pair = new Pair("127.0.0.1");
        var open = NetlinkSocket.open(SocketDiagnosisOwner.NETLINK_SOCK_DIAG).orElseThrow()) {
      assertThat(user(pair, open, answer -> answer)).isPresent();
      for (var at : List.of(4, 8, STATE, 20, 22, 24, 40)) {
        assertThat(user(pair, open, answer -> changed(answer, at))).as("byte " + at).isEmpty();
      }
      assertThat(
              user(
                  pair,
                  open,
                  answer -> {
                    ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).putInt(INODE, 0);
                    return answer;
                  }))
          .isEmpty();
      for (var length = 0; length < INODE + 4; length++) {
        var cut = length;
        assertThat(user(pair, open, answer -> Arrays.copyOf(answer, cut))).isEmpty();
      }
      var random = new SplittableRandom(13);
      for (var i = 0; i < 10_000; i++) {
        var garbage = new byte[random.nextInt(SocketDiagnosisOwner.MAX_ANSWER_BYTES)];
        random.nextBytes(garbage);
        assertThat(user(pair, open, answer -> garbage)).isEmpty();
      }
    }
  }

  @Test
  void closedSocketReturnsNothing() {
    var open = NetlinkSocket.open(SocketDiagnosisOwner.NETLINK_SOCK_DIAG).orElseThrow();
    open.close();
    open.close();
    assertThat(open.ask(new byte[72], SocketDiagnosisOwner.MAX_ANSWER_BYTES)).isEmpty();
  }

  private static byte[] changed(byte[] answer, int at) {
    answer[at] ^= 1;
    return answer;
  }

  private static Optional<String> user(Pair pair, NetlinkSocket open, UnaryOperator<byte[]> change)
      throws IOException {
    UnaryOperator<byte[]> kernel =
        request -> change.apply(open.ask(request, SocketDiagnosisOwner.MAX_ANSWER_BYTES));
    var owner = new SocketDiagnosisOwner(kernel, () -> {}, new Others());
    return owner.user(
        (InetSocketAddress) pair.server.getRemoteAddress(),
        (InetSocketAddress) pair.server.getLocalAddress());
  }

  private static SocketDiagnosisOwner owner(ConnectionOwner otherwise) {
    return (SocketDiagnosisOwner) SocketDiagnosisOwner.or(otherwise);
  }

  /// Returns the same for all connections.
  private static final class Others implements ConnectionOwner {
    static final String USER = "another's word";

    @Override
    public Map<SocketChannel, String> users(Collection<SocketChannel> connections) {
      var users = new HashMap<SocketChannel, String>();
      connections.forEach(connection -> users.put(connection, USER));
      return users;
    }
  }

  /// Both ends of a connection.
  private static final class Pair implements AutoCloseable {
    final SocketChannel client;
    final SocketChannel server;

    Pair(String address) throws IOException {
      var host = InetAddress.getByName(address);
      if (host.getAddress().length > 4) {
        assumeTrue(Files.exists(Path.of("/proc/net/if_inet6")), "this machine has no IPv6");
      }
      try (var listening = ServerSocketChannel.open()) {
        listening.bind(new InetSocketAddress(host, 0));
        client = SocketChannel.open(listening.getLocalAddress());
        server = listening.accept();
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
    }
  }
}
