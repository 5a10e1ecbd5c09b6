package io.spiffeaws.cli;

/// A command whose standard output is evaluated by a shell. A shell takes an empty output for
/// success, so a failure has to be in it.
public interface ShellEvaluated {
  /// What is printed where the command fails, mistakes in its arguments included; empty where the
  /// output is kept and not evaluated.
  String whenFailed();
}
