package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The machine that the scenarios run on.
final class Machine {
  /// The directory of the helper programs for scenarios.
  static final Path HELPERS = Path.of("src/helpers").toAbsolutePath();

  /// The user ID of this process.
  static final String UID = uid();

  /// The real directory of python3 and the AWS CLI, if the PATH contains only wrapper scripts for
  /// them (pyenv, asdf). The wrappers take longer than most programs in scenarios.
  private static final Optional<String> PYTHON = pythonBehindScript();

  /// Default timeout. It is long because several programs start at once on few processors.
  /// Scenarios that test time-outs set `--timeout`.
  private static final String TIMEOUT = "60s";

  private Machine() {}

  /// Returns the environment without variables that the tool or its SDKs would use as settings.
  static Map<String, String> environment() {
    var environment = new TreeMap<>(System.getenv());
    environment
        .keySet()
        .removeIf(name ->
            name.matches("(AWS|SPIFFE|SPIRE|XDG|GITHUB|JAVA|JDK|MAVEN)_.*|NO_COLOR|COLUMNS|CI"));
    environment.computeIfPresent(
        "PATH", (_, path) -> PYTHON.map(directory -> directory + ":" + path).orElse(path));
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("LANG", "C.UTF-8");
    environment.put("SPIFFE_AWS_TIMEOUT", TIMEOUT);
    return environment;
  }

  /// Returns whether all programs that the scenario requires exist. If not, a message is printed.
  ///
  /// @throws IllegalStateException in CI, where all of them are required
  static boolean canRun(Scenario scenario) {
    var missing = scenario.needs().stream().filter(program -> !onPath(program)).toList();
    if (missing.isEmpty()) {
      return true;
    }
    var what = scenario.file() + " needs " + String.join(" and ", missing);
    if (System.getenv("CI") != null) {
      throw new IllegalStateException(what);
    }
    System.out.println("skipped: " + what);
    return false;
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  private static Optional<String> pythonBehindScript() {
    var directory = Path.of("").toAbsolutePath();
    try {
      var asked =
          Shell.run(
              List.of("python3", "-c", "import sys; print(sys.executable)"),
              System.getenv(),
              directory);
      var behind = Path.of(asked.out().strip()).resolveSibling("").toString();
      return List.of(System.getenv("PATH").split(":")).contains(behind)
          ? Optional.empty()
          : Optional.of(behind);
    } catch (IOException e) {
      return Optional.empty(); // python3 does not exist, and no scenario that requires it is run
    }
  }

  private static String uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
