package io.spiffeaws.aws;

import java.io.Serial;

/// Adds the origin of the credentials to an exception of the SDK, as a suppressed exception.
final class RejectedKeys extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient KeyOrigin origin;

  RejectedKeys(KeyOrigin origin) {
    super(null, null, false, false);
    this.origin = origin;
  }

  KeyOrigin origin() {
    return origin;
  }
}
