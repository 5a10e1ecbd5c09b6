package io.spiffeaws.exec;

/// The few calls of Linux's C library that having a child takes. Java's own way to start one closes
/// the descriptors that this process was given to hand on, and does not tell of a child that stops.
interface ChildCalls {
  int WUNTRACED = 2;

  /// POSIX_SPAWN_SETSIGDEF and POSIX_SPAWN_SETSIGMASK.
  short SET_DEFAULT_AND_MASK = 0x04 | 0x08;

  /// As a set: a signal is the bit below its number.
  long SIGPIPE_AND_SIGXFSZ = 1L << (13 - 1) | 1L << (25 - 1);

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

  /// Starts a program that has this process's streams and those of its descriptors that are not
  /// closed on execve, and takes signals as if it had been started by this process's parent
  /// (posix_spawn(3)).
  ///
  /// @return its process ID; negative where it could not be started: the error's number
  int start(RawProgramCall call);

  /// Waits until the child stops or ends (waitpid(2)). One that has ended is gone then, and its
  /// process ID is free.
  ///
  /// @throws IllegalStateException where this process has no such child
  State await(int pid);

  /// Sends a signal (kill(2)). One to a process that has ended is lost.
  ///
  /// @return whether there was such a process, and this one may signal it
  boolean send(int pid, int signal);
}
