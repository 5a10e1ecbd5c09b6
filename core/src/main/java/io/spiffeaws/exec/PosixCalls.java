package io.spiffeaws.exec;

import java.util.List;

/// The calls of Linux's C library that are needed to replace a process.
interface PosixCalls {
  /// As a handler: the default action of the signal.
  long DEFAULT = 0;

  /// As a handler: the signal is ignored.
  long IGNORE = 1;

  int CLOSE_RANGE_CLOEXEC = 4;
  int F_SETFD = 2;
  int SIG_SETMASK = 2;

  /// Makes the next execve close every descriptor above 2, except these.
  default void keepOnly(List<Integer> descriptors) {
    closeOnExecve(3);
    descriptors.forEach(this::keepOnExecve);
  }

  /// Restores the signal handling that a program expects from its parent, since the Java runtime
  /// blocks or ignores some signals. All signals are unblocked. A closed pipe (SIGPIPE) and an
  /// exceeded file size (SIGXFSZ) terminate the program again. Signals that the parent had ignored
  /// (nohup) stay ignored.
  default void restoreSignals() {
    unblockSignals();
    handle(13, DEFAULT);
    handle(25, DEFAULT);
  }

  /// Makes the next execve close a descriptor and all above it (close_range(2)).
  void closeOnExecve(int first);

  /// Keeps a descriptor open in the next execve (fcntl(2)).
  void keepOnExecve(int descriptor);

  /// Unblocks all signals of this thread (pthread_sigmask(3)).
  void unblockSignals();

  /// Sets the handler of a signal in this process (signal(2)).
  ///
  /// @param handler [#DEFAULT], [#IGNORE], or the result of an earlier call
  /// @return the previous handler
  long handle(int number, long handler);

  /// Replaces this process; returns only if that fails (execve(2)).
  ///
  /// @return the error number
  int execve(RawProgramCall call);
}
