package io.spiffeaws.render;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file that is ready to be written.
///
/// @param name without a folder
/// @param text lines that each end in a newline
/// @param head the part of the text that tells what it is of; a file without it that is there is of
///   something else. Empty, where the name tells
public record RenderedFile(String name, String text, String head) {
  /// One whose name tells what it is of.
  public RenderedFile(String name, String text) {
    this(name, text, "");
  }

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
