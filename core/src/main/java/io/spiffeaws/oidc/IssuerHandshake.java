package io.spiffeaws.oidc;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Opens a TLS connection to see who answers. Safe to use from several threads.
public interface IssuerHandshake {
  /// What was seen.
  ///
  /// @param addresses that the name stands for, or the one that is connected to in its place
  /// @param detour whether another address is connected to than the name stands for
  /// @param reachable whether one of the addresses is of the public internet
  /// @param protocol the version of TLS
  /// @param untrusted why the certificate is not trusted here; empty where it is
  /// @param publicCa whether a CA that the world trusts made it
  /// @param madeBy the name of the CA
  /// @param goodUntil the end of the certificate
  /// @param thumbprint of the last certificate that was sent, 40 hexadecimal digits
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

  /// @param url an https URI
  /// @throws io.spiffeaws.problem.ProblemException unreachable, where there is no TLS connection
  Shown shake(URI url);
}
