package io.spiffeaws.sandbox.aws.rolesanywhere.session;

import io.spiffeaws.sandbox.aws.sigv4.CanonicalRequest;
import io.spiffeaws.sandbox.aws.sigv4.PathEncoding;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;

/// The signature of a request by the key of a certificate.
/// https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-sign-process.html
///
/// @param region of the trust anchor
record SignatureRules(String region, Instant now) {
  private static final String SERVICE = "rolesanywhere";

  /// The Java name of each algorithm and the type of its keys.
  private static final Map<String, String> ALGORITHMS =
      Map.of("AWS4-X509-RSA-SHA256", "SHA256withRSA", "AWS4-X509-ECDSA-SHA256", "SHA256withECDSA");

  private static final Map<String, String> KEYS =
      Map.of("AWS4-X509-RSA-SHA256", "RSA", "AWS4-X509-ECDSA-SHA256", "EC");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");
  private static final Duration SKEW = Duration.ofMinutes(5);

  /// Checks a request.
  ///
  /// @param bodyHash SHA-256 of the body
  /// @throws AwsError if the signature is not one of the certificate's key over this request, for
  ///   this service and region, at this time
  void check(AwsRequest request, X509Authorization signed, X509Certificate leaf, String bodyHash) {
    var algorithm = ALGORITHMS.get(signed.algorithm());
    if (algorithm == null
        || !leaf.getPublicKey().getAlgorithm().equals(KEYS.get(signed.algorithm()))) {
      throw mismatch("The signature algorithm does not match the type of the certificate's key.");
    }
    if (!signed.serial().equals(leaf.getSerialNumber().toString())) {
      throw mismatch("The serial number in the credential is not that of the certificate.");
    }
    checkScope(signed);
    checkHeaders(request, signed);
    if (!verifies(algorithm, leaf, stringToSign(request, signed, bodyHash), signed.signature())) {
      throw mismatch(
          "The request signature we calculated does not match the signature you provided.");
    }
  }

  private void checkScope(X509Authorization signed) {
    var scope = signed.scope();
    if (!signed.date().startsWith(scope.date() + "T")) {
      throw mismatch(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s'".formatted(scope.date(), signed.date()));
    }
    if (!scope.region().equals(region)) {
      throw mismatch("Credential should be scoped to a valid region.");
    }
    if (!scope.service().equals(SERVICE)) {
      throw mismatch("Credential should be scoped to correct service: '" + SERVICE + "'.");
    }
    if (Duration.between(time(signed.date()), now).abs().compareTo(SKEW) > 0) {
      throw mismatch("Signature expired or not yet current: " + signed.date());
    }
  }

  /// Checks that the host and all headers of the protocol are signed.
  private static void checkHeaders(AwsRequest request, X509Authorization signed) {
    for (var name : request.headers().keySet()) {
      boolean required = name.equals("host") || name.startsWith("x-amz-");
      if (required && !signed.signedHeaders().contains(name)) {
        throw mismatch("'%s' must be a 'SignedHeader' in the AWS Authorization.".formatted(name));
      }
    }
  }

  private static Instant time(String stamp) {
    try {
      return LocalDateTime.parse(stamp, STAMP).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new AwsError(
          400,
          "IncompleteSignature",
          "Date must be in ISO-8601 'basic format'. Got '%s'.".formatted(stamp));
    }
  }

  private static String stringToSign(
      AwsRequest request, X509Authorization signed, String bodyHash) {
    var canonical =
        CanonicalRequest.of(request, signed.signedHeaders(), bodyHash, PathEncoding.TWICE);
    return String.join(
        "\n", signed.algorithm(), signed.date(), signed.scope().toString(), Sha256.hex(canonical));
  }

  private static boolean verifies(
      String algorithm, X509Certificate leaf, String text, String signature) {
    try {
      var verifier = Signature.getInstance(algorithm);
      verifier.initVerify(leaf.getPublicKey());
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(HexFormat.of().parseHex(signature));
    } catch (GeneralSecurityException notASignature) {
      return false;
    }
  }

  private static AwsError mismatch(String message) {
    return new AwsError(403, "AccessDenied", message);
  }
}
