package io.spiffeaws.credentials.endpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// What keeps clients that begin and do not end from taking what the others, and the renewal of
/// credentials, need: anyone on the machine can open connections.
///
/// Java's HTTP server has these as system properties, which count if they are there before the
/// first server of the process is made; a native image has to be told to read them when it runs.
final class ServerLimits {
  private static final String SECONDS = "5";
  private static final int MOST = 256;
  private static final int LEAST = 8;

  /// A connection through a Unix socket takes three.
  private static final int DESCRIPTORS_FOR_EACH = 8;

  private static final int USUAL_DESCRIPTORS = 1024;
  private static final Pattern DESCRIPTORS = Pattern.compile("(?m)^Max open files +(\\d{1,9}) ");

  private ServerLimits() {}

  /// To be called before a server is made.
  static void set() {
    System.setProperty("sun.net.httpserver.maxReqTime", SECONDS);
    System.setProperty("sun.net.httpserver.maxRspTime", SECONDS);
    System.setProperty("jdk.httpserver.maxConnections", Integer.toString(connections(limits())));
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
