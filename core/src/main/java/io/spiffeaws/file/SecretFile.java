package io.spiffeaws.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/// Opens files, pipes and devices that receive or contain a secret. The file, and each symlink that
/// leads to it, must belong to root or to this user. Thread-safe.
///
/// Descriptors of this process (`/dev/stdout`, `/dev/fd/63`) are opened regardless of their owner,
/// since the parent process passed them on. If the system has no `/proc`, only files of root are
/// accepted.
public final class SecretFile {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  /// The limit of Linux (path_resolution(7)).
  private static final int MOST_LINKS = 40;

  private SecretFile() {}

  /// Opens a file.
  ///
  /// @param options for the file itself; symlinks are followed one by one, each after a check
  /// @throws FileOfAnotherUserException if another user owns the file or a symlink, or replaces it
  ///   meanwhile
  /// @throws IOException if it cannot be opened
  public static FileChannel open(Path path, OpenOption... options) throws IOException {
    var file = path.toAbsolutePath();
    for (var followed = 0; Files.isSymbolicLink(file); followed++) {
      if (followed == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      if (isDescriptor(file)) {
        return FileChannel.open(file, options);
      }
      check(file);
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return opened(file, options);
  }

  /// Opens a file that is not a symlink. Java cannot read the owner of an open channel, so the
  /// owner is read by path after the file was opened. The descriptors show that it is the opened
  /// file: this process has one more descriptor of it than before.
  private static FileChannel opened(Path file, OpenOption... options) throws IOException {
    check(file);
    var before = descriptors(key(file));
    var all = new HashSet<>(List.of(options));
    all.add(LinkOption.NOFOLLOW_LINKS);
    var channel = FileChannel.open(file, all);
    try {
      check(file);
      if (Files.exists(DESCRIPTORS) && descriptors(key(file)) <= before) {
        throw FileOfAnotherUserException.replaced(file);
      }
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /// Checks the owner.
  ///
  /// @throws FileOfAnotherUserException if a file or a symlink belongs neither to root nor to this
  ///   user
  private static void check(Path file) throws IOException {
    if (!isOwn(file)) {
      throw foreign(file);
    }
  }

  static boolean isOwn(Path file) throws IOException {
    var owner = (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return owner == 0 || owner == CurrentUser.uid();
  }

  static FileOfAnotherUserException foreign(Path file) throws IOException {
    return new FileOfAnotherUserException(
        file, Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName());
  }

  private static boolean isDescriptor(Path link) throws IOException {
    return Files.exists(DESCRIPTORS)
        && Objects.requireNonNull(link.getParent()).toRealPath().equals(DESCRIPTORS.toRealPath());
  }

  private static Object key(Path file) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  /// Returns how many descriptors of this process refer to that file.
  private static long descriptors(Object key) throws IOException {
    if (!Files.exists(DESCRIPTORS)) {
      return 0;
    }
    var count = 0;
    try (var all = Files.newDirectoryStream(DESCRIPTORS)) {
      for (var descriptor : all) {
        if (isOf(descriptor, key)) {
          count++;
        }
      }
    } catch (DirectoryIteratorException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    return count;
  }

  private static boolean isOf(Path descriptor, Object key) {
    try {
      return key.equals(Files.readAttributes(descriptor, BasicFileAttributes.class).fileKey());
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
