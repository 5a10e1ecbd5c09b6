package io.spiffeaws.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
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

  private PosixCalls(Linker linker) {
    execve =
        find(
            linker,
            "execve",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS),
            Linker.Option.captureCallState("errno"));
    closeRange =
        find(linker, "close_range", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    fcntl =
        find(
            linker,
            "fcntl",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    sigmask =
        find(
            linker, "pthread_sigmask", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    signal = find(linker, "signal", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
  }

  /// Empty where this is not Linux, its C library lacks one of them (`close_range`: before glibc
  /// 2.34), or native access was not allowed to this program.
  static Optional<PosixCalls> available() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PosixCalls(Linker.nativeLinker()));
    } catch (UnsupportedOperationException | IllegalCallerException | UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /// Has every descriptor beyond the standard three closed by the next execve, but for these.
  void keepOnly(List<Integer> descriptors) {
    make(() -> (int) closeRange.invokeExact(FIRST_OF_OTHERS, ALL, CLOSE_RANGE_CLOEXEC));
    for (int descriptor : descriptors) {
      make(() -> (int) fcntl.invokeExact(descriptor, F_SETFD, 0));
    }
  }

  /// Lets this thread's successor take all signals again, and be ended by a closed pipe and an
  /// exceeded file size as any program is: the Java runtime blocks or ignores some. Those that the
  /// parent had ignored (nohup) stay so.
  void restoreSignals() {
    try (var arena = Arena.ofConfined()) {
      var none = arena.allocate(SIGSET_BYTES);
      make(() -> (int) sigmask.invokeExact(SIG_SETMASK, none, MemorySegment.NULL));
    }
    for (int number : new int[] {SIGPIPE, SIGXFSZ}) {
      make(() -> {
        var former = (MemorySegment) signal.invokeExact(number, MemorySegment.NULL);
        return (int) former.address();
      });
    }
  }

  /// Returns only where it fails.
  ///
  /// @return the error's number
  int execve(byte[] program, List<byte[]> words, List<byte[]> environment) {
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(Linker.Option.captureStateLayout());
      var file = text(arena, program);
      var argv = array(arena, words);
      var envp = array(arena, environment);
      make(() -> (int) execve.invokeExact(state, file, argv, envp));
      return (int)
          Linker.Option.captureStateLayout()
              .varHandle(PathElement.groupElement("errno"))
              .get(state, 0L);
    }
  }

  /// A call through a method handle, which may throw anything and throws nothing.
  private interface Call {
    int make() throws Throwable;
  }

  private static int make(Call call) {
    try {
      return call.make();
    } catch (Throwable e) {
      throw new IllegalStateException("the C library cannot be called", e);
    }
  }

  private static MethodHandle find(
      Linker linker, String name, FunctionDescriptor form, Linker.Option... options) {
    var symbol =
        linker.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
    return linker.downcallHandle(symbol, form, options);
  }

  private static MemorySegment array(SegmentAllocator arena, List<byte[]> texts) {
    AddressLayout pointer = ADDRESS;
    var array = arena.allocate(pointer, texts.size() + 1L);
    for (var i = 0; i < texts.size(); i++) {
      array.setAtIndex(pointer, i, text(arena, texts.get(i)));
    }
    array.setAtIndex(pointer, texts.size(), MemorySegment.NULL);
    return array;
  }

  private static MemorySegment text(SegmentAllocator arena, byte[] bytes) {
    var text = arena.allocate(bytes.length + 1L);
    MemorySegment.copy(bytes, 0, text, JAVA_BYTE, 0, bytes.length);
    return text;
  }
}
