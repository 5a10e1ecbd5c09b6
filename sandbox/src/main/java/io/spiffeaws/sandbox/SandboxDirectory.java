package io.spiffeaws.sandbox;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/// The sandbox's directory, for its user alone.
final class SandboxDirectory {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final boolean made;

  private SandboxDirectory(Path path, boolean made) {
    this.path = path;
    this.made = made;
  }

  /// Makes the directory, or takes one that is there and empty.
  ///
  /// @throws ProblemException malformed, where it holds something; unexpected, where it cannot be
  ///   made
  static SandboxDirectory open(Path given) {
    var path = given.toAbsolutePath().normalize();
    try {
      if (Files.notExists(path)) {
        Files.createDirectories(path.resolveSibling(""));
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        return new SandboxDirectory(path, true);
      }
      requireEmpty(path);
      Files.setPosixFilePermissions(path, OWNER_ONLY);
      return new SandboxDirectory(path, false);
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-make-directory",
          "cannot use the directory " + path + ": " + why(e),
          "name another with --dir, where you may make folders");
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /// Removes what was put into it, and itself where it was made by this.
  void remove() {
    try (var all = Files.walk(path)) {
      for (var file : all.toList().reversed()) {
        if (made || !file.equals(path)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-remove-directory",
          "cannot remove the directory " + path + ": " + why(e),
          "remove it by hand");
    }
  }

  private static void requireEmpty(Path path) throws IOException {
    List<Path> files;
    try (var listed = Files.list(path)) {
      files = listed.limit(1).toList();
    } catch (NotDirectoryException e) {
      throw ProblemException.malformed(
          "not-a-directory", path + " is not a directory", "name another with --dir");
    }
    if (!files.isEmpty()) {
      throw ProblemException.malformed(
          "directory-not-empty",
          "the directory " + path + " is not empty: another sandbox may run in it",
          "name another with --dir, or remove it where nothing runs in it");
    }
  }

  private static String why(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.NoSuchFileException _ -> "no folder can be made there";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
