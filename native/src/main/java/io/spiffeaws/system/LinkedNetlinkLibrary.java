package io.spiffeaws.system;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Optional;

/// Replaces [NetlinkLibrary] in a native image by calls that the linker resolved. native-image
/// finds it on the class path by its annotation.
@TargetClass(NetlinkLibrary.class)
final class LinkedNetlinkLibrary {
  private LinkedNetlinkLibrary() {}

  @Substitute
  static Optional<NetlinkCalls> calls() {
    return Optional.of(new LinkedNetlinkCalls());
  }
}
