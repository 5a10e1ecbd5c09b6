package io.spiffeaws.render;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file that is ready to be written.
///
/// @param name without a folder
/// @param text lines that each end in a newline
public record RenderedFile(String name, String text) {
  byte[] content() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The SHA-256 of its content, in 64 small hexadecimal digits.
  public String sum() {
    return sum(content());
  }

  static String sum(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
