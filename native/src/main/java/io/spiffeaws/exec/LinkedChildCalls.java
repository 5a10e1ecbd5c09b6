package io.spiffeaws.exec;

import static org.graalvm.nativeimage.c.function.CFunction.Transition.NO_TRANSITION;

import io.spiffeaws.system.LinkedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.struct.SizeOf;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.nativeimage.c.type.CLongPointer;
import org.graalvm.nativeimage.c.type.VoidPointer;

/// Implements [ChildCalls] with calls that the linker resolved.
final class LinkedChildCalls implements ChildCalls {
  private static final int WNOHANG = 1;
  private static final int ATTRIBUTES_BYTES = 512; // 336 with glibc on amd64
  private static final int ACTIONS_BYTES = 256; // 80 with glibc on amd64

  @Override
  public int start(RawProgramCall call, InheritedDescriptors inherited) {
    try (var memory = new LinkedMemory()) {
      var actions = actions(memory, inherited);
      var pid = (CIntPointer) memory.allocate(SizeOf.get(CIntPointer.class));
      var error =
          spawn(
              pid,
              memory.text(call.program()),
              actions,
              attributes(memory),
              memory.array(call.words()),
              memory.array(call.environment()));
      destroyActions(actions);
      return error == 0 ? pid.read() : -error;
    }
  }

  /// Waits for a child. `errno` is not used, because the image may change it before it can be read.
  /// Instead, after a failed call a second one without blocking tells an interruption from a
  /// missing child.
  @Override
  public State await(int pid) {
    try (var memory = new LinkedMemory()) {
      var status = (CIntPointer) memory.allocate(SizeOf.get(CIntPointer.class));
      var found = 0;
      while (found == 0) {
        found = waitpid(pid, status, WUNTRACED);
        if (found < 0) {
          found = waitpid(pid, status, WUNTRACED | WNOHANG);
        }
      }
      if (found < 0) {
        throw new IllegalStateException("no child process with PID " + pid);
      }
      return State.of(status.read());
    }
  }

  @Override
  public boolean send(int pid, int signal) {
    return kill(pid, signal) == 0;
  }

  private static VoidPointer actions(LinkedMemory memory, InheritedDescriptors inherited) {
    var form = (VoidPointer) memory.allocate(ACTIONS_BYTES);
    actions(form);
    for (var gap : inherited.gaps().toArray()) {
      addClose(form, gap);
    }
    addCloseFrom(form, inherited.end());
    return form;
  }

  private static VoidPointer attributes(LinkedMemory memory) {
    var form = (VoidPointer) memory.allocate(ATTRIBUTES_BYTES);
    attributes(form);
    setFlags(form, SET_DEFAULT_AND_MASK);
    setMask(form, memory.signals(0));
    setDefault(form, memory.signals(SIGPIPE_AND_SIGXFSZ));
    return form;
  }

  @CFunction("posix_spawn")
  private static native int spawn(
      CIntPointer pid,
      CCharPointer file,
      VoidPointer actions,
      VoidPointer attributes,
      CCharPointerPointer argv,
      CCharPointerPointer envp);

  @CFunction("posix_spawn_file_actions_init")
  private static native int actions(VoidPointer actions);

  @CFunction("posix_spawn_file_actions_addclose")
  private static native int addClose(VoidPointer actions, int descriptor);

  @CFunction("posix_spawn_file_actions_addclosefrom_np")
  private static native int addCloseFrom(VoidPointer actions, int first);

  @CFunction("posix_spawn_file_actions_destroy")
  private static native int destroyActions(VoidPointer actions);

  @CFunction(value = "posix_spawnattr_init", transition = NO_TRANSITION)
  private static native int attributes(VoidPointer attributes);

  @CFunction(value = "posix_spawnattr_setflags", transition = NO_TRANSITION)
  private static native int setFlags(VoidPointer attributes, short flags);

  @CFunction(value = "posix_spawnattr_setsigmask", transition = NO_TRANSITION)
  private static native int setMask(VoidPointer attributes, CLongPointer signals);

  @CFunction(value = "posix_spawnattr_setsigdefault", transition = NO_TRANSITION)
  private static native int setDefault(VoidPointer attributes, CLongPointer signals);

  @CFunction("waitpid")
  private static native int waitpid(int pid, CIntPointer status, int options);

  @CFunction("kill")
  private static native int kill(int pid, int signal);
}
