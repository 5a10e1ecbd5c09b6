package io.spiffeaws.sandbox.tls;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentSigner;

/// Signs a certificate with ECDSA and SHA-256 (RFC 5758, section 3.2) through the JDK. The
/// library's own signer depends on its complete algorithm provider. For one certificate. Not
/// thread-safe.
final class EcdsaContentSigner implements ContentSigner {
  private static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  private final PrivateKey key;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  EcdsaContentSigner(PrivateKey key) {
    this.key = key;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return ALGORITHM;
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key);
      signature.update(content.toByteArray());
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot sign with ECDSA", e);
    }
  }
}
