package io.spiffeaws.chain;

import java.util.Map;

/// Whether a chain takes over roles and an OIDC provider that it does not manage. Resources of
/// other chains are never taken over.
///
/// @param requested whether the user asked for it
/// @param command that shows what taking them over changes, as typed
public record Adoption(boolean requested, String command) {
  /// For a chain without resources, which has nothing to take over.
  static final Adoption NONE = new Adoption(false, "");

  /// Whether the chain may change a resource with these tags.
  boolean mayChange(ChainOwner owner, Map<String, String> tags) {
    return owner.manages(tags) || (requested && !owner.ofAnotherChain(tags));
  }
}
