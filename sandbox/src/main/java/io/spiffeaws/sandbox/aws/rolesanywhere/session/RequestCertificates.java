package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// The certificates in the headers of a request. Nothing in them is verified.
///
/// @param leaf the certificate of the signing key
/// @param intermediates at most five
record RequestCertificates(X509Certificate leaf, List<X509Certificate> intermediates) {
  private static final int MOST_INTERMEDIATES = 5;

  /// Reads the headers.
  ///
  /// @throws AwsError if the certificate is missing or unreadable, or the chain is too long
  static RequestCertificates read(AwsRequest request) {
    checkOnce(request, "x-amz-x509");
    checkOnce(request, "x-amz-x509-chain");
    var leaf =
        request
            .header("x-amz-x509")
            .map(RequestCertificates::certificate)
            .orElseThrow(() ->
                new AwsError(403, "MissingAuthenticationToken", "Missing Authentication Token"));
    var chain =
        request.header("x-amz-x509-chain").stream()
            .flatMap(text -> Arrays.stream(text.split(",", -1)))
            .map(text -> certificate(text.strip()))
            .toList();
    if (chain.size() > MOST_INTERMEDIATES) {
      throw RestRefusals.denied("Untrusted certificate. Certificate chain is too long");
    }
    return new RequestCertificates(leaf, chain);
  }

  private static void checkOnce(AwsRequest request, String header) {
    if (request.headers().getOrDefault(header, List.of()).size() > 1) {
      throw malformed();
    }
  }

  private static X509Certificate certificate(String base64) {
    try {
      var der = Base64.getDecoder().decode(base64);
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(der));
      // the JDK also reads PEM, and ignores what follows
      if (Arrays.equals(certificate.getEncoded(), der)) {
        return certificate;
      }
    } catch (IllegalArgumentException | CertificateException unreadable) {
      // reported below
    }
    throw malformed();
  }

  private static AwsError malformed() {
    return RestRefusals.denied("Untrusted certificate. Malformed certificate");
  }
}
