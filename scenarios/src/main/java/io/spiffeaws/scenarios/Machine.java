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
  /// The folder of the little programs that scenarios use.
  static final Path HELPERS = Path.of("src/helpers").toAbsolutePath();

  /// Who runs them.
  static final String UID = uid();

  /// Where python3 and the aws CLI really are, where what is on the path are scripts that look for
  /// them (pyenv, asdf): these take longer than most programs that scenarios have in them.
  private static final Optional<String> PYTHON = pythonBehindScript();

  /// What is slow here is the machine: several programs start at once on few processors. A scenario
  /// that is about time-outs has a `--timeout` of its own.
  private static final String TIMEOUT = "60s";

  private Machine() {}

  /// Its environment, less what the tool or its SDKs would take for a setting.
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

  /// Whether all programs that the scenario needs are there; where they are not, that is said.
  ///
  /// @throws IllegalStateException in CI, where they must be
  static boolean canRun(Scenario scenario) {
    var missing = scenario.needs().stream().filter(program -> !onPath(program)).toList();
    if (missing.isEmpty()) {
      return true;
    }
    var what = scenario.file() + " needs " + String.join(" and ", missing);
    if (System.getenv("CI") != null) {
      throw new IllegalStateException(what);
    }
    System.out.println("left out: " + what);
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
      return Optional.empty(); // there is none, and nothing that needs it runs
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
