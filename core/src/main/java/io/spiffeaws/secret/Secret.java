package io.spiffeaws.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// A text that must not be printed by accident: a token, a secret key. Its `toString` is a
/// placeholder, and it equals another in constant time. Immutable, so safe to share between
/// threads.
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /// @param value the text to keep; may be empty
  public static Secret of(String value) {
    return new Secret(value);
  }

  /// The text itself. Call this only where the secret leaves the program on purpose: a request's
  /// body, a file or stdout that the user asked for.
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
    return Secret.class.hashCode(); // not of the value: hash codes end up in dumps and logs
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
