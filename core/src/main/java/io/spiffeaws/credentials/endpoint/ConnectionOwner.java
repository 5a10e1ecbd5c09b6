package io.spiffeaws.credentials.endpoint;

import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Map;

/// Finds out which users of this machine opened connections. Thread-safe.
interface ConnectionOwner extends AutoCloseable {
  /// @param connections the server's ends
  /// @return the users' IDs; a connection is missing if its user is not known, also because the
  ///   client has closed it already
  Map<SocketChannel, String> users(Collection<SocketChannel> connections);

  /// Gives back what it holds.
  @Override
  default void close() {
    // most hold nothing
  }
}
