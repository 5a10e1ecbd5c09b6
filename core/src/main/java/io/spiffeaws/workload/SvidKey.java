package io.spiffeaws.workload;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/// Reads the private key of a certificate: PKCS #8 (RFC 5958), as SPIRE and spiffe-helper write it,
/// or the formats of one algorithm, SEC 1 (RFC 5915) and PKCS #1 (RFC 8017), as OpenSSL wrote them.
final class SvidKey {
  private static final byte SEQUENCE = 0x30;
  private static final byte OCTETS = 0x04;
  private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

  private SvidKey() {}

  /// Parses a key.
  ///
  /// @param of the public key in the certificate
  /// @throws GeneralSecurityException if it is not a private key of that algorithm, or belongs to
  ///   another public key
  static PrivateKey parse(PemBlock block, PublicKey of) throws GeneralSecurityException {
    var pkcs8 =
        block.label().equals("PRIVATE KEY") ? block.der() : pkcs8(block.der(), of.getEncoded());
    var key =
        KeyFactory.getInstance(of.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    checkPair(key, of);
    return key;
  }

  /// Returns the signature algorithm for keys of an algorithm: ECDSA or RSA PKCS #1 v1.5, with
  /// SHA-256.
  static String signature(String algorithm) {
    return "SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm);
  }

  private static void checkPair(PrivateKey key, PublicKey of) throws GeneralSecurityException {
    var name = signature(of.getAlgorithm());
    var signing = Signature.getInstance(name);
    signing.initSign(key);
    var signature = signing.sign();
    var verifying = Signature.getInstance(name);
    verifying.initVerify(of);
    if (!verifying.verify(signature)) {
      throw new InvalidKeyException("it belongs to another certificate");
    }
  }

  /// Converts a key to PKCS #8, with the algorithm, and the curve, of the public key.
  ///
  /// @param spki `SubjectPublicKeyInfo`, which begins with the `AlgorithmIdentifier`
  private static byte[] pkcs8(byte[] key, byte[] spki) {
    var begin = spki[1] < 0 ? 2 + (spki[1] & 0x7f) : 2;
    var length = 2 + spki[begin + 1]; // an algorithm and its parameters are shorter than 128 bytes
    var body = new ByteArrayOutputStream();
    body.writeBytes(VERSION_0);
    body.write(spki, begin, length);
    body.writeBytes(element(OCTETS, key));
    return element(SEQUENCE, body.toByteArray());
  }

  /// Returns a DER element (X.690, 8.1).
  private static byte[] element(byte tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else if (content.length < 0x100) {
      out.write(0x81);
      out.write(content.length);
    } else {
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
