package io.spiffeaws.system;

import java.util.Optional;

/// Where [NetlinkCalls] come from: Java's foreign function interface. A native image, whose builder
/// may lack that, substitutes its own.
final class NetlinkLibrary {
  private NetlinkLibrary() {}

  /// Empty if this is not Linux, its C library lacks one of the functions, or native access was not
  /// allowed to this program.
  static Optional<NetlinkCalls> calls() {
    return ForeignLibrary.look(ForeignNetlinkCalls::new);
  }
}
