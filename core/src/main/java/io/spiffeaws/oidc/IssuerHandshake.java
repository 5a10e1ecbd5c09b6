package io.spiffeaws.oidc;

import java.net.URI;
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
  /// @param untrusted why the certificate is not trusted here; empty if it is trusted
  /// @param publicCa whether a public CA, one of the JDK's, issued the certificate
  /// @param madeBy the name of the issuing CA
  /// @param goodUntil when the certificate expires
  /// @param thumbprint SHA-1 of the last certificate in the chain, 40 hexadecimal digits
  record Shown(
      List<String> addresses,
      boolean detour,
      boolean reachable,
      String protocol,
      Optional<String> untrusted,
      boolean publicCa,
      String madeBy,
      Instant goodUntil,
      String thumbprint) {
    public Shown {
      addresses = List.copyOf(addresses);
    }
  }

  /// Performs a handshake with a server.
  ///
  /// @param url an https URI
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if there is no TLS connection
  Shown shake(URI url);
}
