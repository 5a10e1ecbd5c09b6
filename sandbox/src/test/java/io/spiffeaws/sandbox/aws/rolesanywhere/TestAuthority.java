package io.spiffeaws.sandbox.aws.rolesanywhere;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v1CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A CA that issues certificates with and without faults.
public final class TestAuthority {
  public static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");

  private final KeyPair keys;
  private final X500Name name;
  public final X509Certificate certificate;

  private TestAuthority(KeyPair keys, X500Name name, X509Certificate certificate) {
    this.keys = keys;
    this.name = name;
    this.certificate = certificate;
  }

  /// Creates a self-signed CA.
  ///
  /// @param type `EC` or `RSA`
  public static TestAuthority create(String type) {
    return create(type, "O=" + type, KeyUsage.keyCertSign, 9);
  }

  public static TestAuthority create(String type, String subject, int usage, int pathLength) {
    var keys = keys(type);
    var name = new X500Name(subject);
    var request = new Request().subject(subject).key(keys).ca(pathLength).usage(usage);
    return new TestAuthority(keys, name, issue(keys, name, request).certificate());
  }

  /// Creates a CA below this one.
  public TestAuthority below(String subject, int usage) {
    var below = keys("EC");
    var request = new Request().subject(subject).key(below).ca(9).usage(usage);
    return new TestAuthority(below, new X500Name(subject), issue(request).certificate());
  }

  /// A certificate and its key.
  public record Issued(X509Certificate certificate, KeyPair keys) {}

  /// The contents of a certificate; by default those of an X509-SVID.
  public static final class Request {
    private String subject = "C=US,O=SPIRE";
    private KeyPair keys = keys("EC");
    private Instant from = NOW.minusSeconds(60);
    private Instant until = NOW.plus(Duration.ofHours(1));
    private BigInteger serial = BigInteger.valueOf(291);
    private int usage = KeyUsage.digitalSignature;
    private BasicConstraints constraints = new BasicConstraints(false);
    private String algorithm = "";
    private boolean old;
    private final List<GeneralName> names = new ArrayList<>();

    public Request subject(String text) {
      subject = text;
      return this;
    }

    public Request key(KeyPair pair) {
      keys = pair;
      return this;
    }

    public Request valid(Duration after, Duration before) {
      from = NOW.plus(after);
      until = NOW.plus(before);
      return this;
    }

    public Request serial(long number) {
      serial = BigInteger.valueOf(number);
      return this;
    }

    /// @param bits negative: no extension
    public Request usage(int bits) {
      usage = bits;
      return this;
    }

    public Request ca(int pathLength) {
      constraints = new BasicConstraints(pathLength);
      return this;
    }

    public Request signedWith(String name) {
      algorithm = name;
      return this;
    }

    public Request version1() {
      old = true;
      return this;
    }

    public Request uri(String text) {
      return name(GeneralName.uniformResourceIdentifier, text);
    }

    public Request name(int type, String text) {
      names.add(new GeneralName(type, text));
      return this;
    }
  }

  /// Issues a certificate.
  public Issued issue(Request request) {
    return issue(keys, name, request);
  }

  private static Issued issue(KeyPair keys, X500Name name, Request request) {
    try {
      var type = keys.getPrivate().getAlgorithm();
      var algorithm =
          request.algorithm.isEmpty()
              ? "SHA256with" + (type.equals("EC") ? "ECDSA" : type)
              : request.algorithm;
      var signer = new JcaContentSignerBuilder(algorithm).build(keys.getPrivate());
      var holder =
          request.old
              ? version1(name, request).build(signer)
              : version3(name, request).build(signer);
      return new Issued(certificate(holder), request.keys);
    } catch (OperatorCreationException | CertIOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JcaX509v1CertificateBuilder version1(X500Name name, Request request) {
    return new JcaX509v1CertificateBuilder(
        name,
        request.serial,
        Date.from(request.from),
        Date.from(request.until),
        new X500Name(request.subject),
        request.keys.getPublic());
  }

  private static JcaX509v3CertificateBuilder version3(X500Name name, Request request)
      throws CertIOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            request.serial,
            Date.from(request.from),
            Date.from(request.until),
            new X500Name(request.subject),
            request.keys.getPublic());
    add(builder, Extension.basicConstraints, true, request.constraints);
    if (request.usage >= 0) {
      add(builder, Extension.keyUsage, true, new KeyUsage(request.usage));
    }
    if (!request.names.isEmpty()) {
      var names = new GeneralNames(request.names.toArray(new GeneralName[0]));
      add(builder, Extension.subjectAlternativeName, request.subject.isEmpty(), names);
    }
    return builder;
  }

  private static void add(
      JcaX509v3CertificateBuilder builder,
      ASN1ObjectIdentifier id,
      boolean critical,
      ASN1Encodable value)
      throws CertIOException {
    builder.addExtension(id, critical, value);
  }

  public static KeyPair keys(String type) {
    try {
      var generator = KeyPairGenerator.getInstance(type);
      generator.initialize(type.equals("EC") ? 256 : 2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Certificate certificate(X509CertificateHolder holder)
      throws GeneralSecurityException {
    return new JcaX509CertificateConverter().getCertificate(holder);
  }
}
