package io.spiffeaws.chain;

import io.spiffeaws.oidc.TestAuthority;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// CA certificates for tests.
final class TestCas {
  private static final List<X509Certificate> CAS =
      Stream.generate(() -> new TestAuthority(Instant.parse("2026-01-01T00:00:00Z")).certificate())
          .limit(3)
          .toList();

  private TestCas() {}

  static X509Certificate get(int number) {
    return CAS.get(number);
  }
}
