package io.spiffeaws.exec;

import io.spiffeaws.file.CurrentUser;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/// Deletes stale [PrivateDirectory]s in a directory that all users can write to. It checks that
/// each one is a directory, not a symlink, and belongs to this user alone. It deletes only files
/// with the names that are created there. It accesses all files through open directories, so that
/// no other process can replace a path in between.
final class StaleDirectories {
  /// The prefix of their names.
  static final String PREFIX = "spiffe-aws-";

  private static final Pattern NAME = Pattern.compile(PREFIX + "\\d+-\\d+");

  /// The files that are created there, and their temporary files.
  private static final Pattern FILE =
      Pattern.compile(
          "(authorization-token|config|credentials|boto)"
              + "|\\.(authorization-token|config|credentials|boto)\\.\\d+\\.tmp");

  private StaleDirectories() {}

  /// Deletes those whose processes have exited. Directories that cannot be checked or deleted are
  /// not changed.
  static void remove(Path parent) {
    try (var entries = Files.newDirectoryStream(parent)) {
      if (entries instanceof SecureDirectoryStream<Path> secure) {
        for (var entry : secure) {
          removeIfStale(secure, entry.getFileName());
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // a later process tries again
    }
  }

  /// Deletes a directory whose lock this process holds.
  static void delete(Path directory) {
    try (var entries = Files.newDirectoryStream(directory.toAbsolutePath().getParent())) {
      if (entries instanceof SecureDirectoryStream<Path> parent) {
        try (var files = opened(parent, directory.getFileName())) {
          delete(parent, directory.getFileName(), files);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // a later process deletes what is left
    }
  }

  private static void removeIfStale(SecureDirectoryStream<Path> parent, Path name) {
    if (!NAME.matcher(name.toString()).matches()) {
      return;
    }
    try (var files = opened(parent, name)) {
      removeUnlocked(parent, name, files);
    } catch (IOException | DirectoryIteratorException e) {
      // owned by another user, or already deleted
    }
  }

  /// Deletes the lock file last, just before the directory. A directory without a lock file is
  /// deleted only if it is empty: its process may be about to create the lock.
  private static void removeUnlocked(
      SecureDirectoryStream<Path> parent, Path name, SecureDirectoryStream<Path> files)
      throws IOException {
    try (var channel = files.newByteChannel(Path.of(DirectoryLock.NAME), forWriting())) {
      if (channel instanceof FileChannel lock && DirectoryLock.held(lock)) {
        delete(parent, name, files);
      }
    } catch (NoSuchFileException noLock) {
      parent.deleteDirectory(name);
    }
  }

  private static void delete(
      SecureDirectoryStream<Path> parent, Path name, SecureDirectoryStream<Path> files)
      throws IOException {
    for (var file : files) {
      if (FILE.matcher(file.getFileName().toString()).matches()) {
        files.deleteFile(file.getFileName());
      }
    }
    files.deleteFile(Path.of(DirectoryLock.NAME));
    parent.deleteDirectory(name);
  }

  /// Opens a directory and checks it twice. The check before avoids opening a pipe, which would
  /// block. The check after ensures that the opened directory is the one that was checked.
  private static SecureDirectoryStream<Path> opened(SecureDirectoryStream<Path> parent, Path name)
      throws IOException {
    check(
        parent.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
    var directory = parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    try {
      check(directory.getFileAttributeView(PosixFileAttributeView.class));
      return directory;
    } catch (IOException e) {
      directory.close();
      throw e;
    }
  }

  private static void check(PosixFileAttributeView view) throws IOException {
    var attributes = view.readAttributes();
    if (!attributes.isDirectory()
        || !CurrentUser.principal().equals(attributes.owner())
        || !PosixFilePermissions.toString(attributes.permissions()).equals("rwx------")) {
      throw new IOException("not a directory of this user alone");
    }
  }

  private static Set<OpenOption> forWriting() {
    return Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }
}
