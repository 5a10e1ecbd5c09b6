package io.spiffeaws.exec;

import java.util.List;

/// The few calls of Linux's C library that replacing a process takes.
interface PosixCalls {
  /// What a signal does by the system's own rule, as a handler.
  long DEFAULT = 0;

  /// Nothing, as a handler.
  long IGNORE = 1;

  int CLOSE_RANGE_CLOEXEC = 4;
  int F_SETFD = 2;
  int SIG_SETMASK = 2;

  /// Has every descriptor beyond the standard three closed by the next execve, but for these.
  default void keepOnly(List<Integer> descriptors) {
    closeOnExecve(3);
    descriptors.forEach(this::keepOnExecve);
  }

  /// Lets this thread's successor take all signals again, and be ended by a closed pipe (SIGPIPE)
  /// and an exceeded file size (SIGXFSZ) as any program is: the Java runtime blocks or ignores
  /// some. Those that the parent had ignored (nohup) stay so.
  default void restoreSignals() {
    unblockSignals();
    handle(13, DEFAULT);
    handle(25, DEFAULT);
  }

  /// Has a descriptor and all above it closed by the next execve (close_range(2)).
  void closeOnExecve(int first);

  /// Has a descriptor outlive the next execve (fcntl(2)).
  void keepOnExecve(int descriptor);

  /// Lets this thread take all signals (pthread_sigmask(3)).
  void unblockSignals();

  /// Sets what a signal does to this process (signal(2)).
  ///
  /// @param handler [#DEFAULT], [#IGNORE], or what an earlier call returned
  /// @return what it did before
  long handle(int number, long handler);

  /// Returns only where it fails (execve(2)).
  ///
  /// @return the error's number
  int execve(RawProgramCall call);
}
