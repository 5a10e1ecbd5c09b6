package io.spiffeaws.exec;

/// The calls of Linux's C library that are needed to run a child process. Java's `ProcessBuilder`
/// closes the inherited descriptors, and does not report a child that stops.
interface ChildCalls {
  int WUNTRACED = 2;

  /// POSIX_SPAWN_SETSIGDEF and POSIX_SPAWN_SETSIGMASK.
  short SET_DEFAULT_AND_MASK = 0x04 | 0x08;

  /// As a signal set: signal N is bit N - 1.
  long SIGPIPE_AND_SIGXFSZ = 1L << (13 - 1) | 1L << (25 - 1);

  /// The state of a child.
  ///
  /// @param stopped whether it is stopped and can continue; if not, it has exited
  /// @param code if it has exited: its exit code, or 128 plus the signal number
  record State(boolean stopped, int code) {
    /// Decodes a status of wait(2).
    static State of(int status) {
      var signal = status & 0x7f;
      return (status & 0xff) == 0x7f
          ? new State(true, 0)
          : new State(false, signal == 0 ? status >> 8 & 0xff : 128 + signal);
    }
  }

  /// Starts a program with this process's streams and inherited descriptors. Its signal handling is
  /// as if this process's parent had started it (posix_spawn(3)).
  ///
  /// The child closes all other descriptors itself. The Java runtime opens sockets and channels
  /// without O_CLOEXEC. If they were marked in this process, another thread could open one after
  /// that and before the child starts. `closefrom` alone would close the inherited descriptors too,
  /// so it begins above the highest of them, and the numbers below are closed one by one. To close
  /// a number that is not open is no error.
  ///
  /// @param inherited the descriptors above 2 that the program receives
  /// @return its process ID; if it cannot be started, the negative error number
  int start(RawProgramCall call, InheritedDescriptors inherited);

  /// Waits until the child stops or exits (waitpid(2)). A child that has exited is then reaped, and
  /// its process ID is free.
  ///
  /// @throws IllegalStateException if this process has no such child
  State await(int pid);

  /// Sends a signal (kill(2)). A signal to a process that has exited is lost.
  ///
  /// @return whether the process exists and this process may signal it
  boolean send(int pid, int signal);
}
