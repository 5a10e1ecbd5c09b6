package io.spiffeaws.cli;

import java.util.List;

/// A command that runs a program. Its own options end at the first word that is not an option, or
/// at `--`. All words after that are passed to the program unchanged.
public interface RunsProgram {
  /// The program and its arguments; empty if there is none.
  List<String> program();
}
