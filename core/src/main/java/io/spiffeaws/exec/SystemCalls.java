package io.spiffeaws.exec;

import io.spiffeaws.system.ForeignLibrary;
import java.util.Optional;

/// Provides calls of Linux's C library through Java's foreign function interface. A native image,
/// whose builder may lack that interface, substitutes its own.
///
/// Each is empty if this is not Linux, its C library lacks one of the functions, or native access
/// is not enabled for this program.
final class SystemCalls {
  private SystemCalls() {}

  static Optional<PosixCalls> posix() {
    return ForeignLibrary.look(ForeignPosixCalls::new);
  }

  static Optional<ChildCalls> children() {
    return ForeignLibrary.look(ForeignChildCalls::new);
  }

  static Optional<DatagramCalls> datagrams() {
    return ForeignLibrary.look(ForeignDatagramCalls::new);
  }
}
