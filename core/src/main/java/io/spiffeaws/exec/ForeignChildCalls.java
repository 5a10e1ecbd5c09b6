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
  private static final long ACTIONS_BYTES = 256; // 80 with glibc on amd64

  private final MethodHandle spawn;
  private final MethodHandle actions;
  private final MethodHandle addClose;
  private final MethodHandle addCloseFrom;
  private final MethodHandle destroyActions;
  private final MethodHandle attributes;
  private final MethodHandle setFlags;
  private final MethodHandle setMask;
  private final MethodHandle setDefault;
  private final MethodHandle waitpid;
  private final MethodHandle kill;

  /// Looks up the functions.
  ///
  /// @throws UnsatisfiedLinkError if there is no `posix_spawn_file_actions_addclosefrom_np`: before
  ///   glibc 2.34
  ForeignChildCalls(ForeignLibrary library) {
    var pointer = FunctionDescriptor.of(JAVA_INT, ADDRESS);
    var pointerAndInt = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
    var twoPointers = FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);
    spawn =
        library.find(
            "posix_spawn",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    actions = library.find("posix_spawn_file_actions_init", pointer);
    addClose = library.find("posix_spawn_file_actions_addclose", pointerAndInt);
    addCloseFrom = library.find("posix_spawn_file_actions_addclosefrom_np", pointerAndInt);
    destroyActions = library.find("posix_spawn_file_actions_destroy", pointer);
    attributes = library.find("posix_spawnattr_init", pointer);
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
  public int start(RawProgramCall call, InheritedDescriptors inherited) {
    try (var arena = Arena.ofConfined()) {
      var pid = arena.allocate(JAVA_INT);
      var file = ForeignLibrary.text(arena, call.program());
      var actions = actions(arena, inherited);
      var attributes = attributes(arena);
      var argv = ForeignLibrary.array(arena, call.words());
      var envp = ForeignLibrary.array(arena, call.environment());
      var error =
          ForeignLibrary.make(
              () -> (int) spawn.invokeExact(pid, file, actions, attributes, argv, envp));
      ForeignLibrary.make(() -> (int) destroyActions.invokeExact(actions));
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

  private MemorySegment actions(SegmentAllocator arena, InheritedDescriptors inherited) {
    var form = arena.allocate(ACTIONS_BYTES, Long.BYTES);
    var end = inherited.end();
    ForeignLibrary.make(() -> (int) actions.invokeExact(form));
    inherited
        .gaps()
        .forEach(gap -> ForeignLibrary.make(() -> (int) addClose.invokeExact(form, gap)));
    ForeignLibrary.make(() -> (int) addCloseFrom.invokeExact(form, end));
    return form;
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
