package io.spiffeaws.call;

import java.util.Map;

/// Settings of gRPC's transport, for commands that live for a moment: without them its first
/// channel looks for a native library in the system's folders and asks every network interface for
/// its address. They are system properties, since Netty has no other door for them, under the
/// prefix that only gRPC's own copy of it reads; what a user sets stays.
public final class NettyStart {
  private static final String PREFIX = "io.grpc.netty.shaded.io.netty.";

  private static final Map<String, String> SETTINGS =
      Map.of(
          // the JDK's own Unix sockets serve, and nothing has to be unpacked or found
          "transport.noNative", "true",
          // an arena for each thread would be megabytes for a kilobyte's worth of messages
          "allocator.type", "unpooled",
          "noPreferDirect", "true",
          "leakDetection.level", "disabled",
          "jfr.enabled", "false",
          "noKeySetOptimization", "true",
          // a channel's ID, which is for logs alone, would have the machine's and the process's in
          // it
          "machineId", "00:00:00:00:00:01",
          "processId", "1");

  private NettyStart() {}

  /// To be called before a channel is built; takes effect once in a process. Safe for use by many
  /// threads.
  public static void prepare() {
    SETTINGS.forEach((name, value) -> {
      if (System.getProperty(PREFIX + name) == null) {
        System.setProperty(PREFIX + name, value);
      }
    });
  }
}
