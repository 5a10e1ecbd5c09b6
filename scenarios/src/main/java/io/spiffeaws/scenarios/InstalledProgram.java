package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The installed tool: a program in a directory. A shell runs all lines.
///
/// @param directory directory of `spiffe-aws`
record InstalledProgram(Path directory) implements Program {
  @Override
  public boolean supports(List<String> words) {
    return false;
  }

  @Override
  public Result run(List<String> words, Map<String, String> environment, Path directory)
      throws IOException {
    return Shell.run(words, environment, directory);
  }
}
