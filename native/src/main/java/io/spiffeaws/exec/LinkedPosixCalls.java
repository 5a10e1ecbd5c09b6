package io.spiffeaws.exec;

import static org.graalvm.nativeimage.c.function.CFunction.Transition.NO_TRANSITION;

import io.spiffeaws.system.LinkedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CCharPointerPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.nativeimage.c.type.CLongPointer;
import org.graalvm.word.WordFactory;

/// Implements [PosixCalls] with calls that the linker resolved.
final class LinkedPosixCalls implements PosixCalls {
  private static final int ALL = -1;

  @Override
  public void closeOnExecve(int first) {
    closeRange(first, ALL, CLOSE_RANGE_CLOEXEC);
  }

  @Override
  public void keepOnExecve(int descriptor) {
    fcntl(descriptor, F_SETFD, 0);
  }

  @Override
  public void unblockSignals() {
    try (var memory = new LinkedMemory()) {
      sigmask(SIG_SETMASK, memory.signals(0), WordFactory.nullPointer());
    }
  }

  @Override
  public long handle(int number, long handler) {
    return signal(number, handler);
  }

  @Override
  public int execve(RawProgramCall call) {
    try (var memory = new LinkedMemory()) {
      var file = memory.text(call.program());
      execve(file, memory.array(call.words()), memory.array(call.environment()));
      return errno().read();
    }
  }

  /// Called without a thread transition, because the image may change `errno` at the end of one.
  @CFunction(value = "execve", transition = NO_TRANSITION)
  private static native int execve(
      CCharPointer file, CCharPointerPointer argv, CCharPointerPointer envp);

  /// Returns the address of `errno`.
  @CFunction(value = "__errno_location", transition = NO_TRANSITION)
  private static native CIntPointer errno();

  @CFunction("close_range")
  private static native int closeRange(int first, int last, int flags);

  @CFunction("fcntl")
  private static native int fcntl(int descriptor, int command, int argument);

  @CFunction("pthread_sigmask")
  private static native int sigmask(int how, CLongPointer signals, CLongPointer former);

  @CFunction("signal")
  private static native long signal(int number, long handler);
}
