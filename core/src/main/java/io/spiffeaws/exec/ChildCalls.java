package io.spiffeaws.exec;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The few calls of Linux's C library that having a child takes. Java's own way to start one closes
/// the descriptors that this process was given to hand on, and does not tell of a child that stops.
final class ChildCalls {
  private static final int EINTR = 4;
  private static final int WUNTRACED = 2;
  private static final short SET_DEFAULT_AND_MASK = 0x04 | 0x08;
  private static final long SIGPIPE_AND_SIGXFSZ = 1L << (13 - 1) | 1L << (25 - 1);
  private static final long SIGSET_BYTES = 128;
  private static final long ATTRIBUTES_BYTES = 512; // 336 with glibc on amd64

  private final MethodHandle spawn;
  private final MethodHandle attributes;
  private final MethodHandle setFlags;
  private final MethodHandle setMask;
  private final MethodHandle setDefault;
  private final MethodHandle waitpid;
  private final MethodHandle kill;

  /// What became of a child.
  ///
  /// @param stopped whether it is stopped and may continue; ended, otherwise
  /// @param code where it has ended: its exit code, or 128 and the number of the signal
  record State(boolean stopped, int code) {
    /// As wait(2) has it.
    static State of(int status) {
      var signal = status & 0x7f;
      return (status & 0xff) == 0x7f
          ? new State(true, 0)
          : new State(false, signal == 0 ? status >> 8 & 0xff : 128 + signal);
    }
  }

  private ChildCalls(CLibrary library) {
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

  /// Empty where the system has not all of them.
  static Optional<ChildCalls> available() {
    return CLibrary.look(ChildCalls::new);
  }

  /// Starts a program that has this process's streams and those of its descriptors that are not
  /// closed on execve, and takes signals as if it had been started by this process's parent.
  ///
  /// @return its process ID; negative where it could not be started: the error's number
  int start(RawCall call) {
    try (var arena = Arena.ofConfined()) {
      var pid = arena.allocate(JAVA_INT);
      var file = CLibrary.text(arena, call.program());
      var attributes = attributes(arena);
      var argv = CLibrary.array(arena, call.words());
      var envp = CLibrary.array(arena, call.environment());
      var error =
          CLibrary.make(
              () -> (int) spawn.invokeExact(pid, file, MemorySegment.NULL, attributes, argv, envp));
      return error == 0 ? pid.get(JAVA_INT, 0) : -error;
    }
  }

  /// Waits until the child stops or ends. One that has ended is gone then, and its process ID is
  /// free.
  State await(int pid) {
    try (var arena = Arena.ofConfined()) {
      var state = CLibrary.state(arena);
      var status = arena.allocate(JAVA_INT);
      while (CLibrary.make(() -> (int) waitpid.invokeExact(state, pid, status, WUNTRACED)) < 0) {
        if (CLibrary.errno(state) != EINTR) {
          throw new IllegalStateException("there is no child " + pid);
        }
      }
      return State.of(status.get(JAVA_INT, 0));
    }
  }

  /// Sends a signal. One to a process that has ended is lost.
  ///
  /// @return whether there was such a process, and this one may signal it
  boolean send(int pid, int signal) {
    return CLibrary.make(() -> (int) kill.invokeExact(pid, signal)) == 0;
  }

  private MemorySegment attributes(SegmentAllocator arena) {
    var form = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
    var none = arena.allocate(SIGSET_BYTES, Long.BYTES);
    var changed = arena.allocate(SIGSET_BYTES, Long.BYTES);
    changed.set(JAVA_LONG, 0, SIGPIPE_AND_SIGXFSZ);
    CLibrary.make(() -> (int) attributes.invokeExact(form));
    CLibrary.make(() -> (int) setFlags.invokeExact(form, SET_DEFAULT_AND_MASK));
    CLibrary.make(() -> (int) setMask.invokeExact(form, none));
    CLibrary.make(() -> (int) setDefault.invokeExact(form, changed));
    return form;
  }
}
