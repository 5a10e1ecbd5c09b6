package io.spiffeaws.exec;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Optional;

/// Replaces [SystemCalls] in a native image by calls that the linker resolved. native-image finds
/// it on the class path by its annotation.
@TargetClass(SystemCalls.class)
final class LinkedSystemCalls {
  private LinkedSystemCalls() {}

  @Substitute
  static Optional<PosixCalls> posix() {
    return Optional.of(new LinkedPosixCalls());
  }

  @Substitute
  static Optional<ChildCalls> children() {
    return Optional.of(new LinkedChildCalls());
  }

  @Substitute
  static Optional<DatagramCalls> datagrams() {
    return Optional.of(new LinkedDatagramCalls());
  }
}
