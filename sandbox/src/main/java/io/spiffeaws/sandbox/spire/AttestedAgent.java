package io.spiffeaws.sandbox.spire;

import io.spiffeaws.spire.proto.types.Agent;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import io.spiffeaws.spire.proto.types.Selector;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// The only agent, attested by a join token: it has no selectors and cannot attest again
/// (`doc/plugin_server_nodeattestor_jointoken.md`).
///
/// @param id `spiffe://<trust domain>/spire/agent/join_token/<token>`
/// @param expires time at which its own SVID expires
/// @param serialNumber of its own SVID
record AttestedAgent(SPIFFEID id, Instant expires, String serialNumber) {
  private static final Duration SVID_TTL = Duration.ofHours(1);

  static AttestedAgent join(String trustDomain, Instant now) {
    var id =
        SPIFFEID
            .newBuilder()
            .setTrustDomain(trustDomain)
            .setPath("/spire/agent/join_token/" + UUID.randomUUID())
            .build();
    var serialNumber = new BigInteger(127, new SecureRandom()).toString();
    return new AttestedAgent(id, now.plus(SVID_TTL), serialNumber);
  }

  /// Returns the entry that `spire-server token generate -spiffeID` creates: an alias of the agent
  /// that can be the parent of other entries.
  Entry alias(String path) {
    return Entry.newBuilder()
        .setParentId(id)
        .setSpiffeId(id.toBuilder().setPath(path))
        .addSelectors(Selector.newBuilder().setType("spiffe_id").setValue(SpiffeIds.text(id)))
        .build();
  }

  Agent proto() {
    return Agent.newBuilder()
        .setId(id)
        .setAttestationType("join_token")
        .setX509SvidSerialNumber(serialNumber)
        .setX509SvidExpiresAt(expires.getEpochSecond())
        .setAgentVersion("1.15.3")
        .build();
  }
}
