package io.spiffeaws.system;

import java.util.Optional;

/// Provides [TerminalCalls] through Java's foreign function interface. A native image, whose
/// builder may lack that interface, substitutes its own.
final class TerminalLibrary {
  private TerminalLibrary() {}

  /// Returns the calls; empty if this is not Linux, its C library lacks one of the functions, or
  /// native access is not enabled for this program.
  static Optional<TerminalCalls> calls() {
    return ForeignLibrary.look(ForeignTerminalCalls::new);
  }
}
