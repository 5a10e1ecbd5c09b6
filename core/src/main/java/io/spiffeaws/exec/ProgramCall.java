package io.spiffeaws.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A program to run.
///
/// @param program the file to execute
/// @param words the command as it was written, starting with its name
/// @param environment the complete environment of the program
/// @param directory the working directory
public record ProgramCall(
    Path program, List<String> words, Map<String, String> environment, Path directory) {
  public ProgramCall {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  /// Only the program, since the environment holds credentials.
  @Override
  public String toString() {
    return program.toString();
  }
}
