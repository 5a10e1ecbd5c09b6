package io.spiffeaws.system;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CShortPointer;

/// Implements [TerminalCalls] with calls that the linker resolved.
final class LinkedTerminalCalls implements TerminalCalls {
  @Override
  public int columns(int descriptor) {
    try (var memory = new LinkedMemory()) {
      var size = (CShortPointer) memory.allocate(WINSIZE_BYTES);
      return ioctl(descriptor, TIOCGWINSZ, size) == 0
          ? Short.toUnsignedInt(size.read(COLUMNS_AT / Short.BYTES))
          : 0;
    }
  }

  @CFunction("ioctl")
  private static native int ioctl(int descriptor, long request, CShortPointer size);
}
