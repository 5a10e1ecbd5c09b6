package io.spiffeaws.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A text that must not be printed by accident: a token, a secret key. Its `toString` is a
/// placeholder, and `equals` takes constant time. Immutable, so thread-safe.
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /// Returns a secret.
  ///
  /// @param value the text; may be empty
  public static Secret of(String value) {
    return new Secret(value);
  }

  /// Returns the text itself. Call this only if the secret leaves the program on purpose: in a
  /// request body, a file or standard output that the user asked for.
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode(); // independent of the value: hash codes appear in dumps and logs
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
