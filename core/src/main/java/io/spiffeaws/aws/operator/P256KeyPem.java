package io.spiffeaws.aws.operator;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads a private key of the curve P-256 from PEM, in SEC 1 format (RFC 5915) or in PKCS #8, which
/// contains SEC 1. The JDK reads only the latter, and Nimbus neither of them without Bouncy Castle.
final class P256KeyPem {
  private static final int FIELD_BYTES = 32;

  /// The version 1 of `ECPrivateKey`, and the header of the 32 bytes of the key.
  private static final byte[] PRIVATE = HexFormat.of().parseHex("0201010420");

  /// The header of a bit string with an uncompressed point.
  private static final byte[] PUBLIC = HexFormat.of().parseHex("03420004");

  private P256KeyPem() {}

  /// Parses a key.
  ///
  /// @return empty if the text is not such a key
  static Optional<ECKey> parse(String pem) {
    try {
      var base64 =
          pem.lines()
              .map(String::strip)
              .filter(line -> !line.startsWith("-----"))
              .collect(Collectors.joining());
      return parse(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty(); // not base64, or not a point of the curve
    }
  }

  private static Optional<ECKey> parse(byte[] der) {
    var key = after(PRIVATE, der, FIELD_BYTES);
    var point = after(PUBLIC, der, 2 * FIELD_BYTES);
    return key.isEmpty() || point.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ECKey.Builder(
                    Curve.P_256,
                    Base64URL.encode(Arrays.copyOfRange(point.get(), 0, FIELD_BYTES)),
                    Base64URL.encode(Arrays.copyOfRange(point.get(), FIELD_BYTES, 2 * FIELD_BYTES)))
                .d(Base64URL.encode(key.get()))
                .build());
  }

  private static Optional<byte[]> after(byte[] header, byte[] der, int length) {
    for (var at = 0; at <= der.length - header.length - length; at++) {
      if (Arrays.equals(der, at, at + header.length, header, 0, header.length)) {
        var begin = at + header.length;
        return Optional.of(Arrays.copyOfRange(der, begin, begin + length));
      }
    }
    return Optional.empty();
  }
}
