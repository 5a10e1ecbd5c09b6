package io.spiffeaws.sandbox.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/// A certificate authority with an EC P-256 key in memory. Thread-safe.
public final class CertificateAuthority {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KeyPair keys;
  private final X509Certificate certificate;

  private CertificateAuthority(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /// The contents of a leaf certificate.
  ///
  /// @param names DNS names, addresses, URIs; may be empty
  /// @param usage bits of [KeyUsage]
  /// @param purposes extended key usage; may be empty
  public record Leaf(
      X500Name subject,
      PublicKey key,
      Validity validity,
      List<GeneralName> names,
      int usage,
      List<KeyPurposeId> purposes) {}

  /// Creates a new, self-signed CA.
  ///
  /// @param names its alternative names; may be empty
  public static CertificateAuthority create(
      X500Name name, Validity validity, List<GeneralName> names) {
    try {
      var keys = newKeys();
      var builder = builder(name, name, keys.getPublic(), validity);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      addNames(builder, names);
      return new CertificateAuthority(keys, signed(builder, keys));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot create a certificate authority", e);
    }
  }

  /// Returns the CA's own certificate.
  public X509Certificate certificate() {
    return certificate;
  }

  /// Returns the subject key identifier of the CA's certificate.
  public byte[] keyIdentifier() {
    try {
      return keyIdentifier(keys.getPublic());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /// Issues a leaf certificate.
  public X509Certificate issue(Leaf leaf) {
    try {
      var name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
      var builder = builder(name, leaf.subject(), leaf.key(), leaf.validity());
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new AuthorityKeyIdentifier(keyIdentifier(keys.getPublic())));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(leaf.usage()));
      if (!leaf.purposes().isEmpty()) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(leaf.purposes().toArray(new KeyPurposeId[0])));
      }
      addNames(builder, leaf.names());
      return signed(builder, keys);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot issue a certificate", e);
    }
  }

  /// Generates an EC P-256 key pair.
  public static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK does not support elliptic curves", e);
    }
  }

  private static void addNames(X509v3CertificateBuilder builder, List<GeneralName> names)
      throws IOException {
    if (!names.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(new GeneralName[0])));
    }
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey key, Validity validity)
      throws GeneralSecurityException, IOException {
    var builder =
        new X509v3CertificateBuilder(
            issuer,
            new BigInteger(127, RANDOM).setBit(126),
            Date.from(validity.from()),
            Date.from(validity.until()),
            subject,
            SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyIdentifier(key)));
    return builder;
  }

  /// Returns the key identifier (RFC 5280, section 4.2.1.2, the first form): SHA-1 of the key's
  /// bits.
  private static byte[] keyIdentifier(PublicKey key) throws GeneralSecurityException {
    var bits = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
    return MessageDigest.getInstance("SHA-1").digest(bits);
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, KeyPair issuer)
      throws GeneralSecurityException, IOException {
    var der = builder.build(new EcdsaContentSigner(issuer.getPrivate())).getEncoded();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
