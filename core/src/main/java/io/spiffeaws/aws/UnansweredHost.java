package io.spiffeaws.aws;

import java.io.Serial;
import java.net.URI;

/// Wraps a failed call to a service, and contains the host that was called.
final class UnansweredHost extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String host;

  UnansweredHost(URI endpoint, Throwable failure) {
    super(failure);
    this.host = ServiceProblems.host(endpoint);
  }

  /// The name of the host, with the port if it is not 443.
  String host() {
    return host;
  }
}
