package io.spiffeaws.credentials.endpoint;

import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.Map;

/// Determines which users of this machine opened connections. Thread-safe.
interface ConnectionOwner extends AutoCloseable {
  /// Returns the users of connections.
  ///
  /// @param connections the server's ends
  /// @return the users' IDs; a connection is missing if its user is not known, for example because
  ///   the client has already closed it
  Map<SocketChannel, String> users(Collection<SocketChannel> connections);

  /// Returns whether this system can tell the users of connections at all.
  default boolean isAvailable() {
    return true;
  }

  /// Releases its resources.
  @Override
  default void close() {
    // most have none
  }
}
