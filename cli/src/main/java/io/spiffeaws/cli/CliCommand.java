package io.spiffeaws.cli;

/// A command. Its fields are what picocli parsed; `run` makes the operation's request of them, runs
/// the operation and shows the result, and does nothing else.
public interface CliCommand {
  /// @return the exit code, [ExitCode#DONE] where all went well
  /// @throws io.spiffeaws.problem.ProblemException where it did not; shown by whoever called
  int run(Invocation invocation);
}
