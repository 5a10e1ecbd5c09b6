package io.spiffeaws.credentials.endpoint;

import java.net.URI;
import java.util.List;

/// Credentials that are being served, until this is closed.
public final class ServedCredentials implements AutoCloseable {
  private final URI address;
  private final List<AutoCloseable> parts;

  ServedCredentials(URI address, List<AutoCloseable> parts) {
    this.address = address;
    this.parts = List.copyOf(parts);
  }

  /// Where, without a path.
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    closeAll(parts);
  }

  /// The last that was opened first.
  static void closeAll(List<AutoCloseable> parts) {
    for (var part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        // the others are still to be closed
      }
    }
  }
}
