package io.spiffeaws.cli;

/// A command. Its fields are the parsed options and arguments. `run` creates the operation's
/// request from them, runs the operation and shows the result, and does nothing else.
public interface CliCommand {
  /// @return the exit code, [ExitCode#DONE] on success
  /// @throws io.spiffeaws.problem.ProblemException on failure; the caller shows it
  int run(Invocation invocation);
}
