package io.spiffeaws.cli;

/// A command whose standard output is evaluated by a shell. For a shell, empty output is success,
/// so the output has to contain a failure.
public interface ShellEvaluated {
  /// The output if the command fails, also because of its arguments; empty if the output is stored
  /// and not evaluated.
  String whenFailed();
}
