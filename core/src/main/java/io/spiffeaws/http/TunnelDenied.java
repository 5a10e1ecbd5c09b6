package io.spiffeaws.http;

import java.io.IOException;
import java.io.Serial;

/// A proxy denied a connection to the server.
final class TunnelDenied extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  /// @param status of the proxy's response
  TunnelDenied(int status) {
    super("the proxy answered HTTP " + status);
    this.status = status;
  }

  int status() {
    return status;
  }
}
