package io.spiffeaws.system;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.util.Optional;

/// Replaces [TerminalLibrary] in a native image by calls that the linker resolved. native-image
/// finds it on the class path by its annotation.
@TargetClass(TerminalLibrary.class)
final class LinkedTerminalLibrary {
  private LinkedTerminalLibrary() {}

  @Substitute
  static Optional<TerminalCalls> calls() {
    return Optional.of(new LinkedTerminalCalls());
  }
}
