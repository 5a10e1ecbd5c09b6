package io.spiffeaws.exec;

import io.spiffeaws.system.ForeignLibrary;
import java.util.Optional;

/// Where calls of Linux's C library come from: Java's foreign function interface. A native image,
/// whose builder may lack that, puts its own in the place of these.
///
/// Each is empty where this is not Linux, its C library lacks one of the functions, or native
/// access was not allowed to this program.
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
