package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.system.NetlinkSocket;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Requests the client's socket of each connection from the kernel (sock_diag(7)). The kernel uses
/// its hash table, so the time does not depend on the number of sockets. Until the kernel has
/// answered once, another owner is used too.
final class SocketDiagnosisOwner implements ConnectionOwner {
  static final int NETLINK_SOCK_DIAG = 4;

  /// An upper bound of the length of an answer about one socket.
  static final int MAX_ANSWER_BYTES = 1024;

  private static final short SOCK_DIAG_BY_FAMILY = 20;
  private static final short NLM_F_REQUEST = 1;
  private static final byte AF_INET = 2;
  private static final byte AF_INET6 = 10;
  private static final byte IPPROTO_TCP = 6;
  private static final byte ESTABLISHED = 1;
  private static final int ADDRESS_BYTES = 16;

  /// The prefix of an IPv4 address in an IPv6 address (RFC 4291, section 2.5.5.2).
  private static final short MAPPED = (short) 0xFFFF;

  private static final int MAPPED_AT = 10;
  private static final long NO_COOKIE = -1;

  /// The lengths of `nlmsghdr`, and of a request: `inet_diag_req_v2` follows the header.
  private static final int HEADER_BYTES = 16;

  private static final int REQUEST_BYTES = HEADER_BYTES + 56;

  // Offsets in an answer: `nlmsghdr`, then `inet_diag_msg`.
  private static final int TYPE = 4;
  private static final int NUMBER = 8;
  private static final int FAMILY = HEADER_BYTES;
  private static final int STATE = HEADER_BYTES + 1;
  private static final int ENDS = HEADER_BYTES + 4;
  private static final int ENDS_BYTES = 4 + 2 * ADDRESS_BYTES;
  private static final int USER = HEADER_BYTES + 64;
  private static final int INODE = HEADER_BYTES + 68;
  private static final int ANSWER_BYTES = HEADER_BYTES + 72;

  private final UnaryOperator<byte[]> kernel;
  private final Runnable closing;
  private final ConnectionOwner otherwise;
  private boolean answers;
  private int number;

  /// @param kernel sends a request and returns its answer, at most [#MAX_ANSWER_BYTES] bytes
  /// @param closing runs at the end
  /// @param otherwise looks up connections that are not found, until the kernel has answered once
  SocketDiagnosisOwner(UnaryOperator<byte[]> kernel, Runnable closing, ConnectionOwner otherwise) {
    this.kernel = kernel;
    this.closing = closing;
    this.otherwise = otherwise;
  }

  /// Creates an owner.
  ///
  /// @return the other owner itself if the kernel has no such interface
  static ConnectionOwner or(ConnectionOwner otherwise) {
    return NetlinkSocket.open(NETLINK_SOCK_DIAG)
        .<ConnectionOwner>map(open ->
            new SocketDiagnosisOwner(
                request -> open.ask(request, MAX_ANSWER_BYTES), open::close, otherwise))
        .orElse(otherwise);
  }

  @Override
  public synchronized Map<SocketChannel, String> users(Collection<SocketChannel> connections) {
    var users = new HashMap<SocketChannel, String>();
    var missing = new ArrayList<SocketChannel>();
    for (var connection : connections) {
      user(connection)
          .ifPresentOrElse(user -> users.put(connection, user), () -> missing.add(connection));
    }
    answers |= !users.isEmpty();
    if (!answers && !missing.isEmpty()) {
      users.putAll(otherwise.users(missing));
    }
    return users;
  }

  @Override
  public void close() {
    closing.run();
    otherwise.close();
  }

  private Optional<String> user(SocketChannel connection) {
    try {
      return connection.getRemoteAddress() instanceof InetSocketAddress client
              && connection.getLocalAddress() instanceof InetSocketAddress server
          ? user(client, server)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // it is closed
    }
  }

  /// Returns the user's ID. A socket that its program has closed has no inode, and shows root as
  /// its user.
  Optional<String> user(InetSocketAddress client, InetSocketAddress server) {
    number++;
    var bytes = kernel.apply(request(client, ends(client, server, false)));
    if (bytes.length < ANSWER_BYTES) {
      return Optional.empty();
    }
    var answer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    var ends = ends(client, server, answer.get(FAMILY) == AF_INET6);
    var found =
        answer.getShort(TYPE) == SOCK_DIAG_BY_FAMILY
            && answer.getInt(NUMBER) == number
            && answer.get(STATE) == ESTABLISHED
            && answer.slice(ENDS, ENDS_BYTES).equals(ByteBuffer.wrap(ends))
            && answer.getInt(INODE) != 0;
    return found ? Optional.of(Integer.toUnsignedString(answer.getInt(USER))) : Optional.empty();
  }

  private byte[] request(InetSocketAddress client, byte[] ends) {
    return ByteBuffer.allocate(REQUEST_BYTES)
        .order(ByteOrder.nativeOrder())
        .putInt(REQUEST_BYTES)
        .putShort(SOCK_DIAG_BY_FAMILY)
        .putShort(NLM_F_REQUEST)
        .putInt(number)
        .putInt(0) // to the kernel
        .put(client.getAddress() instanceof Inet4Address ? AF_INET : AF_INET6)
        .put(IPPROTO_TCP)
        .putShort((short) 0) // no extensions
        .putInt(1 << ESTABLISHED)
        .put(ends)
        .putInt(0) // any interface
        .putLong(NO_COOKIE)
        .array();
  }

  /// Returns both ends as in `inet_diag_sockid`: ports and addresses, the client's first, in
  /// network byte order.
  ///
  /// @param mapped for IPv4 through an IPv6 socket
  private static byte[] ends(InetSocketAddress client, InetSocketAddress server, boolean mapped) {
    return ByteBuffer.allocate(ENDS_BYTES)
        .putShort((short) client.getPort())
        .putShort((short) server.getPort())
        .put(address(client.getAddress(), mapped))
        .put(address(server.getAddress(), mapped))
        .array();
  }

  private static byte[] address(InetAddress address, boolean mapped) {
    var bytes = ByteBuffer.allocate(ADDRESS_BYTES);
    if (mapped && address instanceof Inet4Address) {
      bytes.position(MAPPED_AT).putShort(MAPPED);
    }
    return bytes.put(address.getAddress()).array();
  }
}
