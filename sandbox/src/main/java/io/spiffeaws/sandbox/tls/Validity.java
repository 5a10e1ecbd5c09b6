package io.spiffeaws.sandbox.tls;

import java.time.Instant;

/// When a certificate is valid.
///
/// @param from the first moment
/// @param until the last moment
public record Validity(Instant from, Instant until) {
  /// The whole of this century: a test may set the sandbox's clock to any date, while TLS clients
  /// go by the machine's.
  static final Validity CENTURY =
      new Validity(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2099-12-31T00:00:00Z"));
}
