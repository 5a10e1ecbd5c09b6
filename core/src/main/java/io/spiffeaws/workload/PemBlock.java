package io.spiffeaws.workload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// A block of a PEM file (RFC 7468, section 2). It may hold a private key, so it is not printed.
final class PemBlock {
  private static final Pattern FORM =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private static final int LINE = 64;

  private final String label;
  private final byte[] der;

  PemBlock(String label, byte[] der) {
    this.label = label;
    this.der = der;
  }

  /// Returns the blocks of a text, without the text between them.
  ///
  /// @throws IllegalArgumentException if the content of a block is not base64
  static List<PemBlock> all(String text) {
    var blocks = new ArrayList<PemBlock>();
    var matcher = FORM.matcher(text);
    while (matcher.find()) {
      var content = matcher.group(2);
      if (!content.contains(":")) { // headers of an encrypted block of the old format
        blocks.add(new PemBlock(matcher.group(1), Base64.getMimeDecoder().decode(content.strip())));
      }
    }
    return blocks;
  }

  /// Returns the label, `CERTIFICATE`.
  String label() {
    return label;
  }

  /// Returns the block as text in lines of 64 characters, which ends in a newline. The text may
  /// hold a private key.
  String text() {
    var encoder = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, encoder.encodeToString(der), label);
  }

  /// Returns the content; the caller must not change it.
  byte[] der() {
    return der;
  }
}
