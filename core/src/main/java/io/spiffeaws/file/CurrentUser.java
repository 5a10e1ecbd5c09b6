package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/// The user that this process runs as: on Linux the owner of `/proc/self` (proc(5)), elsewhere, or
/// where `/proc` is not mounted, the owner of a file that the process creates.
public final class CurrentUser {
  private static final Path SELF = Path.of("/proc/self");

  private CurrentUser() {}

  /// Returns the user.
  ///
  /// @throws IOException if it cannot be determined
  public static UserPrincipal principal() throws IOException {
    return determine(SELF, Files::getOwner);
  }

  /// Returns the ID of the user.
  ///
  /// @throws IOException if it cannot be determined
  public static int uid() throws IOException {
    return determine(SELF, CurrentUser::uid);
  }

  /// @param self belongs to the user if it exists
  static <T> T determine(Path self, Owner<T> owner) throws IOException {
    if (Files.exists(self)) {
      return owner.of(self);
    }
    var own = Files.createTempFile("spiffe-aws-", "");
    try {
      return owner.of(own);
    } finally {
      Files.delete(own);
    }
  }

  static int uid(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid");
  }

  /// Reads the owner of a file.
  ///
  /// @param <T> the form of the owner
  interface Owner<T> {
    T of(Path file) throws IOException;
  }
}
