package io.spiffeaws.cli;

import java.util.List;

/// A command that runs a program. Its own options end at the first word that is not an option, or
/// at `--`; all words after that are the program's and reach it unchanged.
public interface RunsProgram {
  /// The program and its arguments; empty if none is named.
  List<String> program();
}
