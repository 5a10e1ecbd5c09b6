package io.spiffeaws.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The names that `native/profile` recorded, one per line.
final class ProfiledNames {
  private ProfiledNames() {}

  /// Reads a file.
  ///
  /// @param file in the directory of this class
  static Set<String> names(String file) {
    try (var lines = ProfiledNames.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(lines).readAllBytes(), UTF_8)
          .lines()
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
