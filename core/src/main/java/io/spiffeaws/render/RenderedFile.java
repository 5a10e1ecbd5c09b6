package io.spiffeaws.render;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The content of a file to be written.
///
/// @param name without a directory
/// @param text lines that each end in a newline
/// @param head the part of the text that identifies the rendered resource; an existing file without
///   it is of another resource. Empty if the name identifies the resource
public record RenderedFile(String name, String text, String head) {
  /// A file whose name identifies the rendered resource.
  public RenderedFile(String name, String text) {
    this(name, text, "");
  }

  byte[] content() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// The SHA-256 of its content, as 64 hexadecimal digits in lower case.
  public String checksum() {
    return checksum(content());
  }

  static String checksum(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no SHA-256", e);
    }
  }
}
