package io.spiffeaws.exec;

import java.util.concurrent.CompletionStage;

/// Runs a program as a child, which can be told to end.
public interface StoppableRunner extends ProgramRunner {
  /// Runs the program.
  ///
  /// @param end when it completes, the program is sent TERM; it may still take its time
  /// @return as [ProgramRunner#run]
  /// @throws ProgramFailure if the program cannot be started
  int run(ProgramCall call, CompletionStage<?> end);
}
