package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.sandbox.aws.rolesanywhere.session.CertificateRules;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.JsonInput;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// The CA certificates of a trust anchor.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
///
/// @param pem as given
record CaBundle(String pem, List<X509Certificate> certificates) {
  private static final int LONGEST = 8000;
  private static final int MOST = 2;
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN CERTIFICATE-----\\s+([A-Za-z0-9+/=\\s]+?)\\s*-----END CERTIFICATE-----");

  /// Reads the source of a trust anchor.
  ///
  /// @throws AwsError ValidationException if it is not a bundle of one or two CA certificates
  static CaBundle read(JsonInput source) {
    var type = source.required("sourceType");
    if (!type.equals("CERTIFICATE_BUNDLE")) {
      throw RestRefusals.invalid("Unsupported source type: " + type);
    }
    var pem =
        source
            .object("sourceData")
            .orElseThrow(() -> JsonInput.missing("source.sourceData"))
            .required("x509CertificateData");
    new Validation().length("source.sourceData.x509CertificateData", pem, 1, LONGEST).finish();
    var certificates = certificates(pem);
    certificates.forEach(CaBundle::check);
    return new CaBundle(pem, certificates);
  }

  private static List<X509Certificate> certificates(String pem) {
    if (!BLOCK.matcher(pem).replaceAll("").isBlank()) {
      throw malformed();
    }
    var certificates = new ArrayList<X509Certificate>();
    for (var blocks = BLOCK.matcher(pem); blocks.find(); ) {
      certificates.add(certificate(blocks.group(1)));
    }
    if (certificates.isEmpty()) {
      throw malformed();
    }
    if (certificates.size() > MOST) {
      throw RestRefusals.invalid("Certificate bundle exceeds the limit of 2 certificates");
    }
    return certificates;
  }

  private static X509Certificate certificate(String base64) {
    try {
      var der = Base64.getMimeDecoder().decode(base64);
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (IllegalArgumentException | CertificateException e) {
      throw malformed();
    }
  }

  private static void check(X509Certificate certificate) {
    if (!CertificateRules.isAuthority(certificate)) {
      throw RestRefusals.invalid("Incorrect basic constraints for CA certificate");
    }
    if (!CertificateRules.stronglySigned(certificate)) {
      throw RestRefusals.invalid("Unsupported signature algorithm for CA certificate");
    }
  }

  private static AwsError malformed() {
    return RestRefusals.invalid("Malformed certificate");
  }
}
