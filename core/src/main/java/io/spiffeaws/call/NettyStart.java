package io.spiffeaws.call;

import java.util.Map;

/// Configures gRPC's transport, Netty, for short-lived commands. By default the first channel
/// searches the system's directories for a native library, and queries the address of every network
/// interface. Netty accepts these settings only as system properties. Their prefix is read only by
/// the copy of Netty inside gRPC. Properties that a user has set are not changed. Thread-safe.
public final class NettyStart {
  private static final String PREFIX = "io.grpc.netty.shaded.io.netty.";

  private static final Map<String, String> SETTINGS =
      Map.of(
          // use the JDK's Unix sockets, so that no native library has to be unpacked or found
          "transport.noNative", "true",
          // an arena per thread would allocate megabytes for some kilobytes of messages
          "allocator.type", "unpooled",
          "noPreferDirect", "true",
          "leakDetection.level", "disabled",
          "jfr.enabled", "false",
          "noKeySetOptimization", "true",
          // fixed values for the channel ID, which only logs use; Netty would query the machine's
          // and the process's IDs
          "machineId", "00:00:00:00:00:01",
          "processId", "1");

  private NettyStart() {}

  /// Sets the properties. Call it before building a channel; only the first call in a process has
  /// an effect. Thread-safe.
  public static void prepare() {
    SETTINGS.forEach((name, value) -> {
      if (System.getProperty(PREFIX + name) == null) {
        System.setProperty(PREFIX + name, value);
      }
    });
  }
}
