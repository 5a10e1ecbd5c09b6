package io.spiffeaws.system;

import java.util.Optional;

/// A socket that asks the kernel questions which it answers at once (netlink(7)). Thread-safe.
public final class NetlinkSocket implements AutoCloseable {
  private final NetlinkCalls system;
  private final int descriptor;
  private boolean closed;

  private NetlinkSocket(NetlinkCalls system, int descriptor) {
    this.system = system;
    this.descriptor = descriptor;
  }

  /// @param protocol a netlink family, for instance 4 for `NETLINK_SOCK_DIAG`
  /// @return empty where this is not Linux, or the process may not have such a socket
  public static Optional<NetlinkSocket> open(int protocol) {
    return NetlinkLibrary.calls()
        .flatMap(system -> {
          var descriptor = system.open(protocol);
          return descriptor < 0
              ? Optional.empty()
              : Optional.of(new NetlinkSocket(system, descriptor));
        });
  }

  /// @param request whole, with its `nlmsghdr`
  /// @param room for the answer, in bytes: what is longer is cut
  /// @return the answer; empty if there is none, or the socket is closed
  public synchronized byte[] ask(byte[] request, int room) {
    return closed ? new byte[0] : system.exchange(descriptor, request, room);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      system.close(descriptor);
    }
  }
}
