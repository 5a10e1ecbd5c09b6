package io.spiffeaws.credentials.endpoint;

import java.net.URI;
import java.util.List;

/// Credentials that are served until this is closed.
public final class ServedCredentials implements AutoCloseable {
  private final URI address;
  private final List<AutoCloseable> parts;

  ServedCredentials(URI address, List<AutoCloseable> parts) {
    this.address = address;
    this.parts = List.copyOf(parts);
  }

  /// Returns the URL of the endpoint, without a path.
  public URI address() {
    return address;
  }

  @Override
  public void close() {
    closeAll(parts);
  }

  /// Closes the parts, the last opened first.
  static void closeAll(List<AutoCloseable> parts) {
    for (var part : parts.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        // continue with the other parts
      }
    }
  }
}
