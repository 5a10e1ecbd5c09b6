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

/// Takes away [PrivateDirectory]s, from a folder where everyone may put anything. So only what
/// surely is one is touched: a folder, and no link to one, that belongs to this user alone; only
/// files of the names that are put there are deleted; and all of it is reached by open folders,
/// which no one can put something else in the place of meanwhile.
final class StaleDirectories {
  /// What their names begin with.
  static final String PREFIX = "spiffe-aws-";

  private static final Pattern NAME = Pattern.compile(PREFIX + "\\d+-\\d+");

  /// Those that are put there, and what they are written as before they are whole.
  private static final Pattern FILE =
      Pattern.compile(
          "(authorization-token|config|credentials|boto)"
              + "|\\.(authorization-token|config|credentials|boto)\\.\\d+\\.tmp");

  private StaleDirectories() {}

  /// Takes away those whose processes are gone. What cannot be looked at or taken away stays.
  static void remove(Path parent) {
    try (var entries = Files.newDirectoryStream(parent)) {
      if (entries instanceof SecureDirectoryStream<Path> secure) {
        for (var entry : secure) {
          removeAbandoned(secure, entry.getFileName());
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // a later process looks again
    }
  }

  /// Takes away one that this process holds the lock of.
  static void empty(Path directory) {
    try (var entries = Files.newDirectoryStream(directory.toAbsolutePath().getParent())) {
      if (entries instanceof SecureDirectoryStream<Path> parent) {
        try (var files = opened(parent, directory.getFileName())) {
          empty(parent, directory.getFileName(), files);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // a later process takes away what is left
    }
  }

  private static void removeAbandoned(SecureDirectoryStream<Path> parent, Path name) {
    if (!NAME.matcher(name.toString()).matches()) {
      return;
    }
    try (var files = opened(parent, name)) {
      removeUnlocked(parent, name, files);
    } catch (IOException | DirectoryIteratorException e) {
      // another's, or gone already
    }
  }

  /// Its lock file goes last but one, and one without it only when there is nothing in it: a
  /// process may be about to make its lock.
  private static void removeUnlocked(
      SecureDirectoryStream<Path> parent, Path name, SecureDirectoryStream<Path> files)
      throws IOException {
    try (var channel = files.newByteChannel(Path.of(DirectoryLock.NAME), written())) {
      if (channel instanceof FileChannel lock && DirectoryLock.held(lock)) {
        empty(parent, name, files);
      }
    } catch (NoSuchFileException noLock) {
      parent.deleteDirectory(name);
    }
  }

  private static void empty(
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

  /// Looked at before it is opened, as to open a pipe is to wait; and after, as only then it is
  /// known to be what was looked at.
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
        || !CurrentUser.principal().filter(attributes.owner()::equals).isPresent()
        || !PosixFilePermissions.toString(attributes.permissions()).equals("rwx------")) {
      throw new IOException("not a folder of this user alone");
    }
  }

  private static Set<OpenOption> written() {
    return Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }
}
