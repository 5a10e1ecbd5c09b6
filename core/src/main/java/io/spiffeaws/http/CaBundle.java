package io.spiffeaws.http;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// The certificates of a file, as the only CAs to trust (`AWS_CA_BUNDLE`): PEM, or another format
/// that the JDK reads.
public final class CaBundle {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  /// The first byte of every certificate (X.690, 8.9).
  private static final byte SEQUENCE = 0x30;

  private final List<byte[]> certificates;

  private CaBundle(List<byte[]> certificates) {
    this.certificates = certificates;
  }

  /// Reads a file.
  ///
  /// @throws ProblemException malformed, if the file cannot be read or contains no certificate
  public static CaBundle read(Path file) {
    try {
      return of(file, Files.readAllBytes(file));
    } catch (IOException e) {
      throw unusable(file, FileFailure.readReason(e));
    }
  }

  /// Parses the content of a file.
  ///
  /// @param file for messages
  /// @throws ProblemException malformed, if there is no certificate
  static CaBundle of(Path file, byte[] content) {
    try {
      var certificates = pem(new String(content, StandardCharsets.ISO_8859_1));
      if (certificates.isEmpty()) {
        certificates = any(content);
      }
      if (certificates.isEmpty()) {
        throw unusable(file, "it contains no certificate");
      }
      return new CaBundle(certificates);
    } catch (CertificateException | IllegalArgumentException e) {
      throw unusable(file, "it is not a PEM file of certificates");
    }
  }

  /// Returns the certificates between their boundary lines (RFC 7468, section 2). They are not
  /// parsed before one is needed.
  ///
  /// @throws IllegalArgumentException if the text between two boundaries is not base64
  private static List<byte[]> pem(String text) {
    var certificates = new ArrayList<byte[]>();
    var end = 0;
    for (var begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, end)) {
      end = text.indexOf(END, begin + BEGIN.length());
      if (end < 0) {
        throw new IllegalArgumentException("the last certificate has no END line");
      }
      var base64 =
          text.substring(begin + BEGIN.length(), end).getBytes(StandardCharsets.ISO_8859_1);
      certificates.add(certificate(Base64.getMimeDecoder().decode(base64)));
    }
    return certificates;
  }

  private static byte[] certificate(byte[] der) {
    if (der.length == 0 || der[0] != SEQUENCE) {
      throw new IllegalArgumentException("not a certificate");
    }
    return der;
  }

  private static List<byte[]> any(byte[] content) throws CertificateException {
    var certificates = new ArrayList<byte[]>();
    var factory = CertificateFactory.getInstance("X.509");
    for (var certificate : factory.generateCertificates(new ByteArrayInputStream(content))) {
      certificates.add(certificate.getEncoded());
    }
    return certificates;
  }

  public TrustManager[] trustManagers() {
    return new TrustManager[] {new BundleTrust(certificates)};
  }

  /// Returns a TLS context that trusts only these CAs.
  public SSLContext tls() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK does not support TLS", e);
    }
  }

  private static ProblemException unusable(Path file, String why) {
    return ProblemException.malformed(
        "malformed-ca-bundle",
        "the CA bundle " + file + " cannot be used: " + why,
        "specify a readable PEM file in AWS_CA_BUNDLE, or in ca_bundle of the AWS profile");
  }
}
