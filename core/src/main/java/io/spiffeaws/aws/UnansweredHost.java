package io.spiffeaws.aws;

import java.io.Serial;
import java.net.URI;

/// Goes with a failure to call a service, and tells which host was called.
final class UnansweredHost extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String host;

  UnansweredHost(URI endpoint, Throwable failure) {
    super(failure);
    this.host = ServiceProblems.host(endpoint);
  }

  /// Its name, and the port where that is not the usual one.
  String host() {
    return host;
  }
}
