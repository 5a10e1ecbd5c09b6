package io.spiffeaws.system;

import java.util.Optional;

/// Provides [NetlinkCalls] through Java's foreign function interface. A native image, whose builder
/// may lack that interface, substitutes its own.
final class NetlinkLibrary {
  private NetlinkLibrary() {}

  /// Returns the calls; empty if this is not Linux, its C library lacks one of the functions, or
  /// native access is not enabled for this program.
  static Optional<NetlinkCalls> calls() {
    return ForeignLibrary.look(ForeignNetlinkCalls::new);
  }
}
