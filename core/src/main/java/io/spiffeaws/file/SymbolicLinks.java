package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Resolves symlinks, so that a file can be replaced without replacing the symlink.
public final class SymbolicLinks {
  /// The limit of Linux (path_resolution(7)).
  private static final int MOST = 40;

  /// The mode bits of a directory in which all users can create files, and only a file's owner can
  /// delete it, such as `/tmp`.
  private static final int STICKY_FOR_EVERYONE = 01002;

  private SymbolicLinks() {}

  /// Returns the file that a symlink, or a chain of symlinks, leads to; it need not exist. Returns
  /// the path itself if it is not a symlink, or leads to a device or a pipe.
  ///
  /// @throws IOException if symlinks form a loop, or another user created one in a sticky directory
  ///   that all users can write to, such as `/tmp`; the kernel has the same rule (proc_sys_fs(5),
  ///   `protected_symlinks`)
  public static Path behind(Path file) throws IOException {
    var behind = file.toAbsolutePath();
    if (Files.exists(behind) && Files.readAttributes(behind, BasicFileAttributes.class).isOther()) {
      return behind;
    }
    for (var followed = 0; Files.isSymbolicLink(behind); followed++) {
      if (followed == MOST) {
        throw new FileSystemLoopException(file.toString());
      }
      checkOwner(behind);
      behind = behind.resolveSibling(Files.readSymbolicLink(behind));
    }
    return behind;
  }

  /// Checks a file that is read or stored because its path was specified. Files of other users are
  /// accepted, as the owner of a directory decides on its contents. They are not accepted in a
  /// sticky directory that all users can write to, such as `/tmp`, which has no such owner. The
  /// kernel has the same rule for files that are created (proc_sys_fs(5), `protected_regular`).
  ///
  /// @throws IOException if another user created the file or a symlink to it there, or symlinks
  ///   form a loop
  public static void checkNotPlanted(Path file) throws IOException {
    var behind = behind(file);
    if (Files.exists(behind, LinkOption.NOFOLLOW_LINKS)) {
      checkOwner(behind); // also a symlink, if it leads to a pipe
    }
  }

  private static void checkOwner(Path file) throws IOException {
    @Nullable Path directory = file.getParent();
    if (directory == null) {
      return;
    }
    var mode = (int) Files.getAttribute(directory, "unix:mode");
    var owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS);
    if ((mode & STICKY_FOR_EVERYONE) == STICKY_FOR_EVERYONE
        && !owner.equals(Files.getOwner(directory))
        && !SecretFile.isOwn(file)) {
      throw new FileOfAnotherUserException(file, owner.getName());
    }
  }
}
