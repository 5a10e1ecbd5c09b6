package io.spiffeaws.oidc;

import io.spiffeaws.check.Check;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the checks of an issuer found, for other checks that compare it.
///
/// @param checks the results, in their order
/// @param named the issuer in the discovery document; empty if there is none
/// @param keyServer the handshake with the server of the keys, or of the discovery document if they
///   are the same or the former is unknown; empty if there was none
/// @param time the time of the issuer's clock when the checks ended; empty if it is unknown
public record IssuerFindings(
    List<Check> checks,
    Optional<String> named,
    Optional<IssuerHandshake.Inspection> keyServer,
    Optional<Instant> time) {
  public IssuerFindings {
    checks = List.copyOf(checks);
  }
}
