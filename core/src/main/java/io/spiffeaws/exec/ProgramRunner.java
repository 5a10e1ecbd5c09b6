package io.spiffeaws.exec;

/// Runs a program as a replacement of this process, or as its child.
public interface ProgramRunner {
  /// Runs the program.
  ///
  /// @return what a shell would report: the program's exit code, or 128 plus the number of the
  ///   signal that terminated it. Does not return if the program replaces this process
  /// @throws ProgramFailure if the program cannot be started
  int run(ProgramCall call);
}
