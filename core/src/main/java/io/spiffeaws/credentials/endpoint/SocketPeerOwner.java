package io.spiffeaws.credentials.endpoint;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/// Reads the users of Unix socket connections from the kernel (`SO_PEERCRED`, unix(7)).
final class SocketPeerOwner implements ConnectionOwner {

  /// Returns the users of connections.
  ///
  /// @return the users' names, or their IDs if they have no name
  @Override
  public Map<SocketChannel, String> users(Collection<SocketChannel> connections) {
    var users = new HashMap<SocketChannel, String>();
    for (var connection : connections) {
      try {
        var peer = connection.getOption(ExtendedSocketOptions.SO_PEERCRED);
        users.put(connection, peer.user().getName());
      } catch (IOException | UnsupportedOperationException e) {
        // it is closed, or this platform does not support it
      }
    }
    return users;
  }
}
