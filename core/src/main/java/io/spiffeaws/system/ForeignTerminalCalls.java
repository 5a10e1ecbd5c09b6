package io.spiffeaws.system;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/// [TerminalCalls] through Java's foreign function interface.
final class ForeignTerminalCalls implements TerminalCalls {
  private final MethodHandle ioctl;

  ForeignTerminalCalls(ForeignLibrary library) {
    ioctl =
        library.find(
            "ioctl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
            Linker.Option.firstVariadicArg(2));
  }

  @Override
  public int columns(int descriptor) {
    try (var arena = Arena.ofConfined()) {
      var size = arena.allocate(WINSIZE_BYTES, Short.BYTES);
      var failed =
          ForeignLibrary.make(() -> (int) ioctl.invokeExact(descriptor, TIOCGWINSZ, size)) != 0;
      return failed ? 0 : Short.toUnsignedInt(size.get(JAVA_SHORT, COLUMNS_AT));
    }
  }
}
