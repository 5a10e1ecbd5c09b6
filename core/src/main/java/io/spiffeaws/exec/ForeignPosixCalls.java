package io.spiffeaws.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.spiffeaws.system.ForeignLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// [PosixCalls] through Java's foreign function interface.
final class ForeignPosixCalls implements PosixCalls {
  private static final int ALL = -1;

  private final MethodHandle execve;
  private final MethodHandle closeRange;
  private final MethodHandle fcntl;
  private final MethodHandle sigmask;
  private final MethodHandle signal;

  /// Looks up the functions.
  ///
  /// @throws UnsatisfiedLinkError if there is no `close_range`: before glibc 2.34
  ForeignPosixCalls(ForeignLibrary library) {
    execve =
        library.findWithErrno("execve", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    closeRange =
        library.find("close_range", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    fcntl =
        library.find(
            "fcntl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    sigmask =
        library.find(
            "pthread_sigmask", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    signal = library.find("signal", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG));
  }

  @Override
  public void closeOnExecve(int first) {
    ForeignLibrary.make(() -> (int) closeRange.invokeExact(first, ALL, CLOSE_RANGE_CLOEXEC));
  }

  @Override
  public void keepOnExecve(int descriptor) {
    ForeignLibrary.make(() -> (int) fcntl.invokeExact(descriptor, F_SETFD, 0));
  }

  @Override
  public void unblockSignals() {
    try (var arena = Arena.ofConfined()) {
      var none = ForeignLibrary.signals(arena, 0);
      ForeignLibrary.make(() -> (int) sigmask.invokeExact(SIG_SETMASK, none, MemorySegment.NULL));
    }
  }

  @Override
  public long handle(int number, long handler) {
    return ForeignLibrary.make(() -> (long) signal.invokeExact(number, handler));
  }

  @Override
  public int execve(RawProgramCall call) {
    try (var arena = Arena.ofConfined()) {
      var state = ForeignLibrary.state(arena);
      var file = ForeignLibrary.text(arena, call.program());
      var argv = ForeignLibrary.array(arena, call.words());
      var envp = ForeignLibrary.array(arena, call.environment());
      ForeignLibrary.make(() -> (int) execve.invokeExact(state, file, argv, envp));
      return ForeignLibrary.errno(state);
    }
  }
}
