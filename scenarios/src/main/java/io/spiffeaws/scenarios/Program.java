package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The tool, in one of the forms that it comes in.
sealed interface Program permits InProcess, InstalledProgram {
  /// The folder for the `PATH` that has it as `spiffe-aws`.
  Path directory();

  /// Whether it runs these words without a shell.
  boolean takes(List<String> words);

  /// Runs them; the first is `spiffe-aws`.
  Result run(List<String> words, Map<String, String> environment, Path directory)
      throws IOException;
}
