package io.spiffeaws.sandbox.tls;

import java.time.Instant;

/// The validity period of a certificate.
///
/// @param from first moment
/// @param until last moment
public record Validity(Instant from, Instant until) {
  /// This century. A test may set the sandbox's clock to any date, while TLS clients use the
  /// machine's clock.
  static final Validity CENTURY =
      new Validity(Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2099-12-31T00:00:00Z"));
}
