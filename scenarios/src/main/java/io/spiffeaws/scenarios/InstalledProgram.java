package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The tool as a user has it: a program in a folder. A shell runs all its lines.
///
/// @param directory where `spiffe-aws` is
record InstalledProgram(Path directory) implements Program {
  @Override
  public boolean takes(List<String> words) {
    return false;
  }

  @Override
  public Result run(List<String> words, Map<String, String> environment, Path directory)
      throws IOException {
    return Shell.run(words, environment, directory);
  }
}
