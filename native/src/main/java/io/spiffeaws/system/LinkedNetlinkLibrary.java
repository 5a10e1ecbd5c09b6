package io.spiffeaws.system;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Optional;

/// What [NetlinkLibrary] is in a native image: calls that the linker resolved. native-image finds
/// it by its annotation, on the class path.
@TargetClass(NetlinkLibrary.class)
final class LinkedNetlinkLibrary {
  private LinkedNetlinkLibrary() {}

  @Substitute
  static Optional<NetlinkCalls> calls() {
    return Optional.of(new LinkedNetlinkCalls());
  }
}
