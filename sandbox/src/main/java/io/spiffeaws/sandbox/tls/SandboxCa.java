package io.spiffeaws.sandbox.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/// The CA of the sandbox's HTTPS servers. Its key exists only in memory.
public final class SandboxCa {
  private final CertificateAuthority authority =
      CertificateAuthority.create(
          new X500Name("CN=spiffe-aws sandbox CA"), Validity.CENTURY, List.of());

  /// Returns the CA's certificate as a PEM file.
  public byte[] pem() {
    return Pem.certificates(List.of(authority.certificate())).getBytes(StandardCharsets.US_ASCII);
  }

  /// Returns a TLS context for servers, with a new certificate for those names and addresses.
  ///
  /// @param hosts DNS names, at least one
  /// @param addresses IP addresses, as literals
  public SSLContext tls(List<String> hosts, List<String> addresses) {
    try {
      var keys = CertificateAuthority.newKeys();
      var names =
          Stream.concat(
                  hosts.stream().map(host -> new GeneralName(GeneralName.dNSName, host)),
                  addresses.stream().map(ip -> new GeneralName(GeneralName.iPAddress, ip)))
              .toList();
      var leaf =
          authority.issue(
              new CertificateAuthority.Leaf(
                  new X500Name("CN=" + hosts.getFirst()),
                  keys.getPublic(),
                  Validity.CENTURY,
                  names,
                  KeyUsage.digitalSignature,
                  List.of(KeyPurposeId.id_kp_serverAuth)));
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new ServerIdentity(leaf, keys.getPrivate())}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot serve TLS", e);
    }
  }
}
