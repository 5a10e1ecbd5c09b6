package io.spiffeaws.credentials.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// How many connections an endpoint has at most, so that the renewal of credentials has the
/// descriptors that it needs: every program of the machine can open connections.
final class ServerLimits {
  private static final int MOST = 1024;
  private static final int LEAST = 8;

  /// A connection takes one.
  private static final int DESCRIPTORS_FOR_EACH = 4;

  private static final int USUAL_DESCRIPTORS = 1024;
  private static final Pattern DESCRIPTORS = Pattern.compile("(?m)^Max open files +(\\d{1,9}) ");

  private ServerLimits() {}

  /// Of this process.
  static int connections() {
    return connections(limits());
  }

  /// @param limits what `/proc/self/limits` says (proc_pid_limits(5))
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
