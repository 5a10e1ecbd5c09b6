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
import org.graalvm.word.WordFactory;

/// Implements [ChildCalls] with calls that the linker resolved.
final class LinkedChildCalls implements ChildCalls {
  private static final int WNOHANG = 1;
  private static final int ATTRIBUTES_BYTES = 512; // 336 with glibc on amd64

  @Override
  public int start(RawProgramCall call) {
    try (var memory = new LinkedMemory()) {
      var pid = (CIntPointer) memory.allocate(SizeOf.get(CIntPointer.class));
      var error =
          spawn(
              pid,
              memory.text(call.program()),
              WordFactory.nullPointer(),
              attributes(memory),
              memory.array(call.words()),
              memory.array(call.environment()));
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
