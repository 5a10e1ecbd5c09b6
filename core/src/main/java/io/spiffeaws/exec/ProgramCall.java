package io.spiffeaws.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program to run.
///
/// @param program the file that is run
/// @param words the command as it was written, its name first
/// @param environment the program's whole environment
/// @param directory where it runs
public record ProgramCall(
    Path program, List<String> words, Map<String, String> environment, Path directory) {
  public ProgramCall {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /// The program alone: its environment holds credentials.
  @Override
  public String toString() {
    return program.toString();
  }
}
