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

/// The sandbox's directory, accessible to its user only.
final class SandboxDirectory {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final boolean made;

  private SandboxDirectory(Path path, boolean made) {
    this.path = path;
    this.made = made;
  }

  /// Creates the directory, or uses an existing empty one.
  ///
  /// @throws ProblemException malformed if it is not empty; unexpected if it cannot be created
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
          "specify a directory that you can create with --dir");
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  /// Deletes its contents, and the directory itself if this object created it.
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
          "delete it manually");
    }
  }

  private static void requireEmpty(Path path) throws IOException {
    List<Path> files;
    try (var listed = Files.list(path)) {
      files = listed.limit(1).toList();
    } catch (NotDirectoryException e) {
      throw ProblemException.malformed(
          "not-a-directory", path + " is not a directory", "specify another directory with --dir");
    }
    if (!files.isEmpty()) {
      throw ProblemException.malformed(
          "directory-not-empty",
          "the directory " + path + " is not empty: another sandbox may run in it",
          "specify another directory with --dir, or delete this one if no sandbox uses it");
    }
  }

  private static String why(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "permission denied";
      case java.nio.file.NoSuchFileException _ -> "a directory cannot be created there";
      case FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
