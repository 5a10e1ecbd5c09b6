package io.spiffeaws.sandbox.socket;

import io.grpc.Attributes;
import io.grpc.Context;

/// The peer of a Unix socket, as reported by the kernel (`SO_PEERCRED`).
///
/// @param user name of the caller's effective user, or its number if it has no name
/// @param group name of the caller's effective group, or its number if it has no name
public record PeerUser(String user, String group) {
  static final Attributes.Key<PeerUser> ATTRIBUTE = Attributes.Key.create("peer-user");

  /// The caller of the gRPC method that runs in the current [Context].
  public static final Context.Key<PeerUser> CURRENT = Context.key("peer-user");
}
