package io.spiffeaws.oidc;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority for one test.
public final class TestAuthority {
  private static final X500Name NAME = new X500Name("CN=test CA");

  private final Instant now;
  private final KeyPair keys = newKeys();
  private final X509Certificate certificate;

  public TestAuthority(Instant now) {
    this.now = now;
    this.certificate = sign(NAME, keys, "", now.plus(Duration.ofDays(30)));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  /// Returns a certificate of the authority's key with another spelling of its name.
  public X509Certificate certificate(String name) {
    return sign(new X500Name("CN=" + name), keys, "", now.plus(Duration.ofDays(30)));
  }

  /// Returns the certificate chain that a server of that name sends, its own certificate first.
  public X509Certificate[] chain(String host) {
    var leaf = sign(new X500Name("CN=" + host), newKeys(), host, now.plus(Duration.ofDays(7)));
    return new X509Certificate[] {leaf, certificate};
  }

  /// Writes the authority's certificate as a PEM file.
  public Path pem(Path directory) throws IOException, GeneralSecurityException {
    var body = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return Files.writeString(
        directory.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }

  /// Returns the TLS settings for a server of that name, which sends its own certificate and the
  /// authority's.
  public SSLContext server(String host) throws GeneralSecurityException, IOException {
    return server(host, now.plus(Duration.ofDays(7)));
  }

  public SSLContext server(String host, Instant until)
      throws GeneralSecurityException, IOException {
    var serverKeys = newKeys();
    var chain =
        new X509Certificate[] {
          sign(new X500Name("CN=" + host), serverKeys, host, until), certificate
        };
    var store = KeyStore.getInstance("JKS"); // its encryption is fast
    store.load(null, null);
    store.setKeyEntry("server", serverKeys.getPrivate(), new char[0], chain);
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private X509Certificate sign(X500Name name, KeyPair holder, String host, Instant until) {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              NAME,
              BigInteger.valueOf(host.hashCode() & 0x7fffffffL).add(BigInteger.ONE),
              Date.from(now.minus(Duration.ofDays(60))),
              Date.from(until),
              name,
              holder.getPublic());
      extend(builder, host);
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extend(JcaX509v3CertificateBuilder builder, String host)
      throws CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(host.isEmpty()));
    if (!host.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, host)));
    }
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
