package io.spiffeaws.credentials.endpoint;

import java.net.InetSocketAddress;
import java.util.OptionalLong;

/// Tells whose a connection of this machine to itself is. Safe for use by several threads.
interface ConnectionOwner {
  /// @param client the end that asks
  /// @param server the end that answers
  /// @return the ID of the user who opened the connection; empty where that is not known, also
  ///   because the client has closed it already
  OptionalLong user(InetSocketAddress client, InetSocketAddress server);
}
