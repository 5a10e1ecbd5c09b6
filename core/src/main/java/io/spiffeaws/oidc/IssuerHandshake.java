package io.spiffeaws.oidc;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Opens a TLS connection to inspect the server's addresses and certificates. Thread-safe.
public interface IssuerHandshake {
  /// What a handshake shows of a server.
  ///
  /// @param addresses the addresses that the name resolves to, or the one that [ConnectTo] sets
  /// @param redirection whether [ConnectTo] sets the address
  /// @param reachable whether one of the addresses is public
  /// @param protocol the TLS version
  /// @param fault what is wrong with the certificates; empty if they are good and trusted here
  /// @param publicCa whether a public CA, one of the JDK's, issued the certificate
  /// @param issuedBy the name of the issuing CA
  /// @param expiresAt when the certificate expires
  /// @param thumbprint SHA-1 of the last certificate in the chain, 40 hexadecimal digits
  /// @param timing how long each step took
  record Inspection(
      List<String> addresses,
      boolean redirection,
      boolean reachable,
      String protocol,
      Optional<CertificateFault> fault,
      boolean publicCa,
      String issuedBy,
      Instant expiresAt,
      String thumbprint,
      Timing timing) {
    public Inspection {
      addresses = List.copyOf(addresses);
    }

    /// An inspection that took no time.
    public Inspection(
        List<String> addresses,
        boolean redirection,
        boolean reachable,
        String protocol,
        Optional<CertificateFault> fault,
        boolean publicCa,
        String issuedBy,
        Instant expiresAt,
        String thumbprint) {
      this(
          addresses,
          redirection,
          reachable,
          protocol,
          fault,
          publicCa,
          issuedBy,
          expiresAt,
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

  /// Connects to a server and inspects it.
  ///
  /// @param url an https URI
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if there is no TLS connection
  Inspection inspect(URI url);
}
