package io.spiffeaws.cli.options;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// Finds the files that a chain refers to. The author of a chain may not be its user, as in CI for
/// a pull request, so only files below its own directory and the allowed directories are readable.
/// A symlink counts as its target.
final class NamedFiles {
  private final Path own;
  private final List<Path> allowed;

  /// @param own the directory of the chain file
  /// @param allowed further allowed directories
  NamedFiles(Path own, List<Path> allowed) {
    this.own = own;
    this.allowed = List.copyOf(allowed);
  }

  /// @param name as in the chain, relative to its own directory
  /// @return the file, without a symlink in its path
  /// @throws ProblemException malformed, if it is elsewhere, whether or not it exists; or if it
  ///   does not exist
  Path find(String name) {
    try {
      var path = own.resolve(name).toAbsolutePath().normalize();
      if (!below(path, Path::normalize)) {
        throw elsewhere(name);
      }
      var real = path.toRealPath();
      if (!below(real, NamedFiles::real)) {
        throw elsewhere(name);
      }
      return real;
    } catch (InvalidPathException e) {
      throw ChainFile.unreadable(name, "no such file");
    } catch (IOException e) {
      throw ChainFile.unreadable(name, FileFailure.readReason(e));
    }
  }

  private boolean below(Path path, UnaryOperator<Path> form) {
    return path.startsWith(form.apply(own.toAbsolutePath()))
        || allowed.stream().anyMatch(each -> path.startsWith(form.apply(each.toAbsolutePath())));
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      return directory.normalize();
    }
  }

  private static ProblemException elsewhere(String name) {
    return ProblemException.malformed(
        "path-not-allowed",
        "\"" + name + "\" is not below the directory of the chain file",
        "move the file there, or allow its directory with --allow-path DIR");
  }
}
