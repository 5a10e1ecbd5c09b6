package io.spiffeaws.render.conf;

import io.spiffeaws.problem.ProblemException;

/// A port of TCP, as SPIRE's programs take it.
final class Port {
  private static final int LAST = 65535;

  private Port() {}

  /// Whether there is such a port; 0 is none that others could know.
  static boolean exists(int port) {
    return port >= 1 && port <= LAST;
  }

  /// @throws ProblemException malformed
  static void check(int port) {
    if (!exists(port)) {
      throw ProblemException.malformed(
          "malformed-port", port + " is not a port", "name one of 1 to " + LAST);
    }
  }
}
