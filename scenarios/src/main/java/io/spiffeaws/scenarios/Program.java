package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The tool in one of its forms.
sealed interface Program permits InProcess, InstalledProgram {
  /// Returns the directory that contains it as `spiffe-aws`, for the `PATH`.
  Path directory();

  /// Returns whether it runs these words without a shell.
  boolean supports(List<String> words);

  /// Runs these words. The first is `spiffe-aws`.
  Result run(List<String> words, Map<String, String> environment, Path directory)
      throws IOException;
}
