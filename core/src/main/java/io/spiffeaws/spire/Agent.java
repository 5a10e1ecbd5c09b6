package io.spiffeaws.spire;

import io.spiffeaws.spiffe.SpiffeId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An attested agent (SPIRE API, `spire.api.types.Agent`).
///
/// @param attestationType the node attestor's name: `join_token`, `k8s_psat`
/// @param serialNumber serial number of its X509-SVID; empty for a banned agent
/// @param expiresAt when its X509-SVID expires
/// @param selectors the selectors that its attestation proved
/// @param canReattest whether it may attest again without being evicted first
/// @param version the agent's version; empty if the agent did not report it
public record Agent(
    SpiffeId id,
    String attestationType,
    String serialNumber,
    Optional<Instant> expiresAt,
    List<Selector> selectors,
    boolean banned,
    boolean canReattest,
    String version) {

  private static final String JOIN_TOKEN = "join_token";

  public Agent {
    selectors = List.copyOf(selectors);
  }

  /// Returns whether the agent was attested by a join token. A join token is valid once: after its
  /// next attestation the same node has another ID.
  public boolean byJoinToken() {
    return attestationType.equals(JOIN_TOKEN);
  }
}
