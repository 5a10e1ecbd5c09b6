package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Finds the file that a link leads to, so that it can be replaced and the link stays.
public final class SymbolicLinks {
  /// As Linux has it (path_resolution(7)).
  private static final int MOST = 40;

  /// The bits of a folder's mode by which everyone may make files in it, and only a file's owner
  /// take it away, as in `/tmp`.
  private static final int STICKY_FOR_EVERYONE = 01002;

  private SymbolicLinks() {}

  /// The file behind a link, or behind one that leads to another, and so on; it need not be there.
  /// The file itself where it is no link, or leads to a device or a pipe.
  ///
  /// @throws IOException where links lead in a circle, or another user made one in a folder that is
  ///   everyone's, such as `/tmp`: the kernel follows none of those either (proc_sys_fs(5),
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

  /// Checks a file that is read or kept because its path was specified: files of other users are
  /// accepted, as the owner of a directory decides what is in it, but not in a directory that is
  /// everyone's, such as `/tmp`, where nobody decides. The kernel has the same rule for files that
  /// are created (proc_sys_fs(5), `protected_regular`).
  ///
  /// @throws IOException if another user created the file or a link to it there, or links lead in a
  ///   circle
  public static void checkNotPlanted(Path file) throws IOException {
    var behind = behind(file);
    if (Files.exists(behind, LinkOption.NOFOLLOW_LINKS)) {
      checkOwner(behind); // a link too, if it leads to a pipe
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
