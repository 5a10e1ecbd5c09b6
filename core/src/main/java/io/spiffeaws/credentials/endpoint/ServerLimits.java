package io.spiffeaws.credentials.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The maximum number of connections of an endpoint. Any program of the machine can open
/// connections, so some descriptors are reserved for the renewal of credentials.
final class ServerLimits {
  private static final int MOST = 1024;
  private static final int LEAST = 8;

  /// Each connection uses one descriptor.
  private static final int DESCRIPTORS_FOR_EACH = 4;

  private static final int USUAL_DESCRIPTORS = 1024;
  private static final Pattern DESCRIPTORS = Pattern.compile("(?m)^Max open files +(\\d{1,9}) ");

  private ServerLimits() {}

  /// Returns the limit for this process.
  static int connections() {
    return connections(limits());
  }

  /// Returns the limit for a process.
  ///
  /// @param limits the content of `/proc/self/limits` (proc_pid_limits(5))
  static int connections(String limits) {
    var found = DESCRIPTORS.matcher(limits);
    var descriptors = found.find() ? Integer.parseInt(found.group(1)) : USUAL_DESCRIPTORS;
    return Math.clamp(descriptors / DESCRIPTORS_FOR_EACH, LEAST, MOST);
  }

  private static String limits() {
    try {
      var limits = Files.readAllBytes(Path.of("/proc/self/limits"));
      return new String(limits, StandardCharsets.US_ASCII);
    } catch (IOException unknown) {
      return "";
    }
  }
}
