package io.spiffeaws.chain.manifest;

import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.trust.iam.RoleName;
import io.spiffeaws.yaml.Position;
import java.util.Optional;

/// A workload of a chain: its registration entry, and the role that it may assume.
///
/// @param role name of one of the chain's roles
/// @param at its position in the file
public record Workload(EntryKey key, EntrySettings settings, Optional<RoleName> role, Position at) {
  public SpiffeId spiffeId() {
    return key.spiffeId();
  }
}
