package io.spiffeaws.exec;

/// Runs a program in place of this one, or as its child.
public interface ProgramRunner {
  /// @return what a shell would see: the program's exit code, or 128 and the signal's number where
  ///   one ended it. Does not return where the program takes this one's place
  /// @throws ProgramFailure where the program could not be started
  int run(ProgramCall call);
}
