package io.spiffeaws.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.spiffeaws.system.ForeignLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/// [ChildCalls] through Java's foreign function interface.
final class ForeignChildCalls implements ChildCalls {
  private static final int EINTR = 4;
  private static final long ATTRIBUTES_BYTES = 512; // 336 with glibc on amd64

  private final MethodHandle spawn;
  private final MethodHandle attributes;
  private final MethodHandle setFlags;
  private final MethodHandle setMask;
  private final MethodHandle setDefault;
  private final MethodHandle waitpid;
  private final MethodHandle kill;

  ForeignChildCalls(ForeignLibrary library) {
    var twoPointers = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
    spawn =
        library.find(
            "posix_spawn",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    attributes = library.find("posix_spawnattr_init", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    setFlags =
        library.find(
            "posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
    setMask = library.find("posix_spawnattr_setsigmask", twoPointers);
    setDefault = library.find("posix_spawnattr_setsigdefault", twoPointers);
    waitpid =
        library.findWithErrno(
            "waitpid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    kill = library.find("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  }

  @Override
  public int start(RawProgramCall call) {
    try (var arena = Arena.ofConfined()) {
      var pid = arena.allocate(JAVA_INT);
      var file = ForeignLibrary.text(arena, call.program());
      var attributes = attributes(arena);
      var argv = ForeignLibrary.array(arena, call.words());
      var envp = ForeignLibrary.array(arena, call.environment());
      var error =
          ForeignLibrary.make(
              () -> (int) spawn.invokeExact(pid, file, MemorySegment.NULL, attributes, argv, envp));
      return error == 0 ? pid.get(JAVA_INT, 0) : -error;
    }
  }

  @Override
  public State await(int pid) {
    try (var arena = Arena.ofConfined()) {
      var state = ForeignLibrary.state(arena);
      var status = arena.allocate(JAVA_INT);
      while (ForeignLibrary.make(() -> (int) waitpid.invokeExact(state, pid, status, WUNTRACED))
          < 0) {
        if (ForeignLibrary.errno(state) != EINTR) {
          throw new IllegalStateException("no child process " + pid);
        }
      }
      return State.of(status.get(JAVA_INT, 0));
    }
  }

  @Override
  public boolean send(int pid, int signal) {
    return ForeignLibrary.make(() -> (int) kill.invokeExact(pid, signal)) == 0;
  }

  private MemorySegment attributes(SegmentAllocator arena) {
    var form = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
    var none = ForeignLibrary.signals(arena, 0);
    var changed = ForeignLibrary.signals(arena, SIGPIPE_AND_SIGXFSZ);
    ForeignLibrary.make(() -> (int) attributes.invokeExact(form));
    ForeignLibrary.make(() -> (int) setFlags.invokeExact(form, SET_DEFAULT_AND_MASK));
    ForeignLibrary.make(() -> (int) setMask.invokeExact(form, none));
    ForeignLibrary.make(() -> (int) setDefault.invokeExact(form, changed));
    return form;
  }
}
