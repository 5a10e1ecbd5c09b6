package io.spiffeaws.oidc;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Opens a TLS connection to inspect the server's addresses and certificates. Thread-safe.
public interface IssuerHandshake {
  /// The result of a handshake.
  ///
  /// @param addresses the addresses that the name resolves to, or the one that [ConnectTo] sets
  /// @param detour whether [ConnectTo] sets the address
  /// @param reachable whether one of the addresses is public
  /// @param protocol the TLS version
  /// @param fault what is wrong with the certificates; empty if they are good and trusted here
  /// @param publicCa whether a public CA, one of the JDK's, issued the certificate
  /// @param madeBy the name of the issuing CA
  /// @param goodUntil when the certificate expires
  /// @param thumbprint SHA-1 of the last certificate in the chain, 40 hexadecimal digits
  /// @param timing how long each step took
  record Shown(
      List<String> addresses,
      boolean detour,
      boolean reachable,
      String protocol,
      Optional<CertificateFault> fault,
      boolean publicCa,
      String madeBy,
      Instant goodUntil,
      String thumbprint,
      Timing timing) {
    public Shown {
      addresses = List.copyOf(addresses);
    }

    /// The result of a handshake that took no time.
    public Shown(
        List<String> addresses,
        boolean detour,
        boolean reachable,
        String protocol,
        Optional<CertificateFault> fault,
        boolean publicCa,
        String madeBy,
        Instant goodUntil,
        String thumbprint) {
      this(
          addresses,
          detour,
          reachable,
          protocol,
          fault,
          publicCa,
          madeBy,
          goodUntil,
          thumbprint,
          Timing.NONE);
    }
  }

  /// How long the steps of a connection took.
  record Timing(Duration dns, Duration connect, Duration tls) {
    /// Steps that took no time.
    public static final Timing NONE = new Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /// Returns the times as text: `DNS 3012 ms, connection 2 ms, TLS 11 ms`.
    @Override
    public String toString() {
      return "DNS %d ms, connection %d ms, TLS %d ms"
          .formatted(dns.toMillis(), connect.toMillis(), tls.toMillis());
    }
  }

  /// Performs a handshake with a server.
  ///
  /// @param url an https URI
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if there is no TLS connection
  Shown shake(URI url);
}
