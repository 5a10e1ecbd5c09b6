package io.spiffeaws.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/// The few calls of Linux's C library that replacing a process takes.
final class PosixCalls {
  private static final int FIRST_OF_OTHERS = 3;
  private static final int ALL = -1;
  private static final int CLOSE_RANGE_CLOEXEC = 4;
  private static final int F_SETFD = 2;
  private static final int SIG_SETMASK = 2;
  private static final int SIGPIPE = 13;
  private static final int SIGXFSZ = 25;
  private static final long SIGSET_BYTES = 128;

  private final MethodHandle execve;
  private final MethodHandle closeRange;
  private final MethodHandle fcntl;
  private final MethodHandle sigmask;
  private final MethodHandle signal;

  private PosixCalls(CLibrary library) {
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
    signal = library.find("signal", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
  }

  /// Empty where the system has not all of them (`close_range`: before glibc 2.34).
  static Optional<PosixCalls> available() {
    return CLibrary.look(PosixCalls::new);
  }

  /// Has every descriptor beyond the standard three closed by the next execve, but for these.
  void keepOnly(List<Integer> descriptors) {
    CLibrary.make(() -> (int) closeRange.invokeExact(FIRST_OF_OTHERS, ALL, CLOSE_RANGE_CLOEXEC));
    for (int descriptor : descriptors) {
      CLibrary.make(() -> (int) fcntl.invokeExact(descriptor, F_SETFD, 0));
    }
  }

  /// Lets this thread's successor take all signals again, and be ended by a closed pipe and an
  /// exceeded file size as any program is: the Java runtime blocks or ignores some. Those that the
  /// parent had ignored (nohup) stay so.
  void restoreSignals() {
    try (var arena = Arena.ofConfined()) {
      var none = arena.allocate(SIGSET_BYTES);
      CLibrary.make(() -> (int) sigmask.invokeExact(SIG_SETMASK, none, MemorySegment.NULL));
    }
    for (int number : new int[] {SIGPIPE, SIGXFSZ}) {
      handle(number, MemorySegment.NULL);
    }
  }

  /// Sets what a signal does to this process (signal(2)).
  ///
  /// @param handler 0 the default, 1 nothing, or what an earlier call returned
  /// @return what it did before
  MemorySegment handle(int number, MemorySegment handler) {
    try {
      return (MemorySegment) signal.invokeExact(number, handler);
    } catch (Throwable e) {
      throw new IllegalStateException("the C library cannot be called", e);
    }
  }

  /// Returns only where it fails.
  ///
  /// @return the error's number
  int execve(RawCall call) {
    try (var arena = Arena.ofConfined()) {
      var state = CLibrary.state(arena);
      var file = CLibrary.text(arena, call.program());
      var argv = CLibrary.array(arena, call.words());
      var envp = CLibrary.array(arena, call.environment());
      CLibrary.make(() -> (int) execve.invokeExact(state, file, argv, envp));
      return CLibrary.errno(state);
    }
  }
}
