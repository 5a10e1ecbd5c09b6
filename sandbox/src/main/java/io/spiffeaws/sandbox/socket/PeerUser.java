package io.spiffeaws.sandbox.socket;

import io.grpc.Attributes;
import io.grpc.Context;

/// Who is at the other end of a Unix socket, as the kernel says (`SO_PEERCRED`).
///
/// @param user name of the caller's effective user; the number where it has no name
/// @param group name of the caller's effective group; the number where it has no name
public record PeerUser(String user, String group) {
  static final Attributes.Key<PeerUser> ATTRIBUTE = Attributes.Key.create("peer-user");

  /// The caller of the gRPC method that is being served in the current [Context].
  public static final Context.Key<PeerUser> CURRENT = Context.key("peer-user");
}
