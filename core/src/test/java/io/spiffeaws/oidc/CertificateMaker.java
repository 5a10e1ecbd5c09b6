package io.spiffeaws.oidc;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Creates certificates with one fault each.
///
/// @param subject name and keys
/// @param issuer name and keys; the subject for a self-signed certificate
/// @param hosts DNS names; empty for a CA
/// @param purposes extended key usage; empty for none
/// @param address whether the certificate says where that of its issuer is
record CertificateMaker(
    Holder subject,
    Holder issuer,
    List<String> hosts,
    Instant begin,
    Instant end,
    List<KeyPurposeId> purposes,
    String hash,
    boolean authority,
    boolean address) {
  /// A name and its keys.
  record Holder(String name, KeyPair keys) {
    static Holder of(String name) {
      return new Holder(name, keys("EC", 256));
    }

    static Holder rsa(String name, int bits) {
      return new Holder(name, keys("RSA", bits));
    }

    private static KeyPair keys(String algorithm, int bits) {
      try {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static CertificateMaker server(Holder subject, Holder issuer, Instant now, String... hosts) {
    return new CertificateMaker(
        subject,
        issuer,
        List.of(hosts),
        now.minus(Duration.ofDays(1)),
        now.plus(Duration.ofDays(30)),
        List.of(),
        "SHA256",
        false,
        false);
  }

  static CertificateMaker authority(Holder subject, Holder issuer, Instant now) {
    return server(subject, issuer, now).asAuthority();
  }

  private CertificateMaker asAuthority() {
    return new CertificateMaker(subject, issuer, hosts, begin, end, purposes, hash, true, address);
  }

  CertificateMaker valid(Instant from, Instant to) {
    return new CertificateMaker(
        subject, issuer, hosts, from, to, purposes, hash, authority, address);
  }

  CertificateMaker only(KeyPurposeId... uses) {
    return new CertificateMaker(
        subject, issuer, hosts, begin, end, List.of(uses), hash, authority, address);
  }

  CertificateMaker hashed(String with) {
    return new CertificateMaker(
        subject, issuer, hosts, begin, end, purposes, with, authority, address);
  }

  CertificateMaker withAddressOfIssuer() {
    return new CertificateMaker(
        subject, issuer, hosts, begin, end, purposes, hash, authority, true);
  }

  X509Certificate make() {
    try {
      var builder =
          new JcaX509v3CertificateBuilder(
              new X500Name("CN=" + issuer.name()),
              BigInteger.valueOf(System.nanoTime()),
              Date.from(begin),
              Date.from(end),
              new X500Name("CN=" + subject.name()),
              subject.keys().getPublic());
      extend(builder);
      var kind = issuer.keys().getPrivate().getAlgorithm().equals("RSA") ? "RSA" : "ECDSA";
      var signer =
          new JcaContentSignerBuilder(hash + "with" + kind).build(issuer.keys().getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void extend(JcaX509v3CertificateBuilder builder) throws CertIOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (!hosts.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              hosts.stream()
                  .map(host -> new GeneralName(GeneralName.dNSName, host))
                  .toArray(GeneralName[]::new)));
    }
    if (!purposes.isEmpty()) {
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
    }
    if (address) {
      builder.addExtension(
          Extension.authorityInfoAccess,
          false,
          new AuthorityInformationAccess(
              AccessDescription.id_ad_caIssuers,
              new GeneralName(
                  GeneralName.uniformResourceIdentifier, "http://ca.example.org/ca.crt")));
    }
  }
}
