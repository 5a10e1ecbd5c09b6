package io.spiffeaws.chain;

import java.util.Map;

/// Whether a chain takes over roles and an OIDC provider that it does not manage. Resources of
/// other chains are never taken over.
///
/// @param asked whether the user asked for it
/// @param command that takes them over, as typed
public record Adoption(boolean asked, String command) {
  /// For a chain without resources, which has nothing to take over.
  static final Adoption NONE = new Adoption(false, "");

  /// Whether the chain may change a resource with these tags.
  boolean mayChange(ChainOwner owner, Map<String, String> tags) {
    return owner.marked(tags) || (asked && !owner.ofAnotherChain(tags));
  }
}
