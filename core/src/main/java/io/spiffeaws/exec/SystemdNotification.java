package io.spiffeaws.exec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Notifies systemd that a service of `Type=notify` is ready (sd_notify(3)), by a datagram to a
/// Unix socket.
public final class SystemdNotification {
  private static final int LONGEST_PATH = 107;

  private SystemdNotification() {}

  /// Sends the notification. If it does not reach systemd, systemd reports a start timeout itself.
  ///
  /// @param address the value of `NOTIFY_SOCKET`: a path, or `@` and a name
  /// @param status the status that systemd shows
  public static void ready(String address, String status) {
    var words = ("READY=1\nSTATUS=" + status).getBytes(StandardCharsets.UTF_8);
    var path = address.getBytes(StandardCharsets.UTF_8);
    if (path.length > 0 && path.length <= LONGEST_PATH) {
      SystemCalls.datagrams().ifPresent(system -> system.send(socket(path), words));
    }
  }

  private static byte[] socket(byte[] path) {
    if (path[0] == '@') {
      path[0] = 0; // a name without a file (unix(7))
    }
    return ByteBuffer.allocate(Short.BYTES + path.length)
        .order(ByteOrder.nativeOrder())
        .putShort((short) DatagramCalls.AF_UNIX)
        .put(path)
        .array();
  }
}
