package io.spiffeaws.sandbox.aws.sigv4;

import io.spiffeaws.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The signing key of one day, region and service.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
public final class SigningKey {
  private final byte[] key;

  private SigningKey(byte[] key) {
    this.key = key;
  }

  public static SigningKey derive(Secret secretAccessKey, CredentialScope scope) {
    var secret = ("AWS4" + secretAccessKey.reveal()).getBytes(StandardCharsets.UTF_8);
    var date = hmac(secret, scope.date());
    var region = hmac(date, scope.region());
    var service = hmac(region, scope.service());
    return new SigningKey(hmac(service, "aws4_request"));
  }

  /// Returns the signature of a string, in hexadecimal digits.
  public String sign(String stringToSign) {
    return HexFormat.of().formatHex(hmac(key, stringToSign));
  }

  /// Returns whether a signature matches the string, in constant time.
  public boolean verifies(String stringToSign, String signature) {
    return MessageDigest.isEqual(
        sign(stringToSign).getBytes(StandardCharsets.UTF_8),
        signature.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
