package io.spiffeaws.sandbox.aws.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Percent-encoding (RFC 3986) in the variant of AWS: only unreserved characters are not encoded,
/// and hexadecimal digits are upper case.
public final class PercentCode {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private PercentCode() {}

  public static String encode(String text) {
    return encode(text, UNRESERVED);
  }

  /// Like [#encode], but does not encode slashes.
  public static String encodePath(String text) {
    return encode(text, UNRESERVED + "/");
  }

  /// Decodes a text.
  ///
  /// @throws AwsError if the text is not percent-encoded UTF-8
  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        bytes.write(octet(text, i + 1));
        i += 2;
      } else {
        bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed();
    }
  }

  /// Like [#decode], but a plus sign means a space, as in HTML forms.
  public static String decodeForm(String text) {
    return decode(text.replace('+', ' '));
  }

  private static int octet(String text, int at) {
    if (at + 2 > text.length()) {
      throw malformed();
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    if (high < 0 || low < 0) {
      throw malformed();
    }
    return high * 16 + low;
  }

  private static AwsError malformed() {
    return new AwsError(400, "InvalidURI", "Couldn't parse the specified URI.");
  }

  private static String encode(String text, String kept) {
    var encoded = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet > 0 && kept.indexOf(octet) >= 0) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(hex(octet >> 4)).append(hex(octet));
      }
    }
    return encoded.toString();
  }

  private static char hex(int digit) {
    return "0123456789ABCDEF".charAt(digit & 0xf);
  }
}
