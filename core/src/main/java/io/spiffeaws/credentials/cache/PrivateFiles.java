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

/// Tells whether a file or folder is its user's alone.
final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFiles() {}

  /// @throws io.spiffeaws.problem.ProblemException unexpected, `unsafe-cache`, where it is not this
  ///   user's as [#checkOwn] has it, or others have any right to it
  /// @throws IOException where there is none, or it cannot be looked at
  static void check(Path path) throws IOException {
    if (!OWNERS.containsAll(own(path).permissions())) {
      throw CacheProblems.open(path);
    }
  }

  /// @throws io.spiffeaws.problem.ProblemException unexpected, `unsafe-cache`, where it is a
  ///   symbolic link or belongs to someone else. Where the system has no `/proc`, the owner is not
  ///   looked at
  /// @throws IOException where there is none, or it cannot be looked at
  static void checkOwn(Path path) throws IOException {
    var _ = own(path);
  }

  private static PosixFileAttributes own(Path path) throws IOException {
    var attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isSymbolicLink()) {
      throw CacheProblems.foreign(path, "it is a symbolic link");
    }
    if (CurrentUser.principal().filter(own -> !own.equals(attributes.owner())).isPresent()) {
      throw CacheProblems.foreign(path, "it belongs to another user");
    }
    return attributes;
  }
}
