package io.spiffeaws.render.conf;

import io.spiffeaws.problem.ProblemException;

/// Checks TCP ports.
final class Port {
  private static final int LAST = 65535;

  private Port() {}

  /// Whether the port is valid; 0 is not, since it means a random port.
  static boolean exists(int port) {
    return port >= 1 && port <= LAST;
  }

  /// Requires a valid port.
  ///
  /// @throws ProblemException malformed
  static void check(int port) {
    if (!exists(port)) {
      throw ProblemException.malformed(
          "malformed-port", port + " is not a valid port", "specify a port from 1 to " + LAST);
    }
  }
}
