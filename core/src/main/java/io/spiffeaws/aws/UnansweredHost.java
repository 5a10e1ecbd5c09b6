package io.spiffeaws.aws;

import java.io.Serial;

/// Wraps a failed call to a service, and contains the host that was called.
final class UnansweredHost extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient CalledHost host;

  UnansweredHost(CalledHost host, Throwable failure) {
    super(failure);
    this.host = host;
  }

  CalledHost host() {
    return host;
  }
}
