package io.spiffeaws.exec;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Optional;

/// What [SystemCalls] is in a native image: calls that the linker resolved. native-image finds it
/// by its annotation, on the class path.
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
