package io.spiffeaws.exec;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds a program as a shell does: a name with a slash is a path, any other name is searched in
/// the directories of `PATH`.
public final class ProgramSearch {
  /// The default of execvp(3) if `PATH` is not set.
  private static final String DEFAULT_PATH = "/bin:/usr/bin";

  private ProgramSearch() {}

  /// Returns the file to execute.
  ///
  /// @param directory the base of relative paths
  /// @throws ProgramFailure if no file has that name, or none of them is executable
  public static Path find(String name, Map<String, String> environment, Path directory) {
    Path unusable = null;
    for (var candidate : candidates(name, environment, directory)) {
      if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return candidate;
      }
      unusable = unusable == null && Files.exists(candidate) ? candidate : unusable;
    }
    throw unusable == null ? ProgramFailure.notFound(name) : ProgramFailure.notExecutable(unusable);
  }

  private static List<Path> candidates(
      String name, Map<String, String> environment, Path directory) {
    var candidates = new ArrayList<Path>();
    if (name.isEmpty()) {
      return candidates;
    }
    if (name.contains("/")) {
      add(candidates, directory, name);
      return candidates;
    }
    for (var searched : environment.getOrDefault("PATH", DEFAULT_PATH).split(":", -1)) {
      add(candidates, directory, (searched.isEmpty() ? "." : searched) + "/" + name);
    }
    return candidates;
  }

  private static void add(List<Path> candidates, Path directory, String path) {
    try {
      candidates.add(directory.resolve(path));
    } catch (InvalidPathException e) {
      // no file can have that name on this system
    }
  }
}
