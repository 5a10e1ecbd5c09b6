package io.spiffeaws.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Decodes UTF-8 strictly: invalid bytes are an error, never U+FFFD.
public final class Utf8 {
  private Utf8() {}

  /// Decodes the bytes.
  ///
  /// @throws CharacterCodingException if the bytes are not UTF-8 (RFC 3629)
  public static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
