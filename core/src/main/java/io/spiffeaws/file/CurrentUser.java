package io.spiffeaws.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/// The user that this process runs as.
public final class CurrentUser {
  /// Owned by the user of this process (proc(5)).
  private static final Path SELF = Path.of("/proc/self");

  private CurrentUser() {}

  /// Returns the user; empty if the system has no `/proc`.
  ///
  /// @throws IOException if it cannot be read
  public static Optional<UserPrincipal> principal() throws IOException {
    return Files.exists(SELF) ? Optional.of(Files.getOwner(SELF)) : Optional.empty();
  }

  /// Returns the ID of the user; empty if the system has no `/proc`.
  ///
  /// @throws IOException if it cannot be read
  static Optional<Integer> uid() throws IOException {
    return Files.exists(SELF)
        ? Optional.of((Integer) Files.getAttribute(SELF, "unix:uid"))
        : Optional.empty();
  }
}
