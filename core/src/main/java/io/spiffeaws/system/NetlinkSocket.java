package io.spiffeaws.system;

import java.util.Optional;

/// A socket for requests to the kernel that it answers at once (netlink(7)). Thread-safe.
public final class NetlinkSocket implements AutoCloseable {
  private final NetlinkCalls system;
  private final int descriptor;
  private boolean closed;

  private NetlinkSocket(NetlinkCalls system, int descriptor) {
    this.system = system;
    this.descriptor = descriptor;
  }

  /// Opens a socket.
  ///
  /// @param protocol a netlink family, for instance 4 for `NETLINK_SOCK_DIAG`
  /// @return empty if this is not Linux, or the process may not open such a socket
  public static Optional<NetlinkSocket> open(int protocol) {
    return NetlinkLibrary.calls()
        .flatMap(system -> {
          var descriptor = system.open(protocol);
          return descriptor < 0
              ? Optional.empty()
              : Optional.of(new NetlinkSocket(system, descriptor));
        });
  }

  /// Sends a request.
  ///
  /// @param request the complete message with its `nlmsghdr`
  /// @param capacity of the response, in bytes; a longer one is truncated
  /// @return the response; empty if there is none, or the socket is closed
  public synchronized byte[] ask(byte[] request, int capacity) {
    return closed ? new byte[0] : system.exchange(descriptor, request, capacity);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      system.close(descriptor);
    }
  }
}
