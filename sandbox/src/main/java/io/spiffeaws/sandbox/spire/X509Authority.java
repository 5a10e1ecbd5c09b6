package io.spiffeaws.sandbox.spire;

import io.spiffeaws.sandbox.tls.CertificateAuthority;
import io.spiffeaws.sandbox.tls.Validity;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/// The CA of the trust domain's X509-SVIDs. Thread-safe.
public final class X509Authority {
  private final CertificateAuthority authority;

  private X509Authority(CertificateAuthority authority) {
    this.authority = authority;
  }

  static X509Authority create(String trustDomain, Validity validity) {
    var name =
        new X500Name(
            "C=US,O=SPIFFE,SERIALNUMBER=" + new BigInteger(127, new SecureRandom()).toString());
    return new X509Authority(
        CertificateAuthority.create(
            name,
            validity,
            List.of(
                new GeneralName(
                    GeneralName.uniformResourceIdentifier, "spiffe://" + trustDomain))));
  }

  /// Returns the CA's certificate, in DER.
  public byte[] der() {
    return der(authority.certificate());
  }

  /// Returns the subject key ID of the certificate, in lower-case hexadecimal digits, by which
  /// SPIRE identifies an authority.
  public String id() {
    return HexFormat.of().formatHex(authority.keyIdentifier());
  }

  /// Returns the CA's certificate.
  X509Certificate certificate() {
    return authority.certificate();
  }

  /// Issues an X509-SVID, in DER, like SPIRE's `pkg/server/credtemplate/builder.go`.
  ///
  /// @param dnsNames the first is also the common name; may be empty
  public byte[] issue(String spiffeId, PublicKey key, List<String> dnsNames, Validity validity) {
    var names = new ArrayList<GeneralName>();
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, spiffeId));
    dnsNames.forEach(dns -> names.add(new GeneralName(GeneralName.dNSName, dns)));
    var commonName = dnsNames.isEmpty() ? "" : ",CN=" + dnsNames.getFirst();
    return der(
        authority.issue(
            new CertificateAuthority.Leaf(
                new X500Name("C=US,O=SPIRE" + commonName),
                key,
                validity,
                names,
                KeyUsage.keyEncipherment | KeyUsage.keyAgreement | KeyUsage.digitalSignature,
                List.of(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth))));
  }

  /// Returns the time at which the CA's certificate expires. No SVID is valid longer.
  public Instant expires() {
    return authority.certificate().getNotAfter().toInstant();
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encode a certificate", e);
    }
  }
}
