package io.spiffeaws.credentials.cache;

import io.spiffeaws.file.CurrentUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// Checks that a file or directory is accessible only to this user.
final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFiles() {}

  /// Checks owner and permissions.
  ///
  /// @throws io.spiffeaws.problem.ProblemException unexpected, `unsafe-cache`, if it does not
  ///   belong to this user, see [#checkOwn], or other users have permissions on it
  /// @throws IOException if it does not exist, or cannot be read
  static void check(Path path) throws IOException {
    if (!OWNERS.containsAll(own(path).permissions())) {
      throw CacheProblems.open(path);
    }
  }

  /// Checks the owner. If the system has no `/proc`, accepts any owner.
  ///
  /// @throws io.spiffeaws.problem.ProblemException unexpected, `unsafe-cache`, if it is a symlink
  ///   or belongs to another user
  /// @throws IOException if it does not exist, or cannot be read
  static void checkOwn(Path path) throws IOException {
    var _ = own(path);
  }

  private static PosixFileAttributes own(Path path) throws IOException {
    var attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      throw CacheProblems.foreign(path, "it is a symlink");
    }
    if (!CurrentUser.principal().equals(attributes.owner())) {
      throw CacheProblems.foreign(path, "it belongs to another user");
    }
    return attributes;
  }
}
