package io.spiffeaws.chain;

import java.util.Map;

/// Whether roles and the provider that others made are taken over, other chains' apart.
///
/// @param asked whether they are
/// @param command that has them taken over, as it is typed
public record Adoption(boolean asked, String command) {
  /// For a chain with nothing in it, which has nothing to take over.
  static final Adoption NONE = new Adoption(false, "");

  /// Whether the chain may change what has these tags.
  boolean mayChange(ChainOwner owner, Map<String, String> tags) {
    return owner.marked(tags) || (asked && !owner.ofAnotherChain(tags));
  }
}
