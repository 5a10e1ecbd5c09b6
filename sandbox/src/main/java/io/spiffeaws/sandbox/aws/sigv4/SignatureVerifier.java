package io.spiffeaws.sandbox.aws.sigv4;

import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;

/// Verifies the signatures of requests to one service.
///
/// @param region the region of the endpoint
/// @param everywhere whether the address stands for the endpoints of all other regions too
public record SignatureVerifier(
    String service, String region, boolean everywhere, PathEncoding pathForm, Clock clock) {
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+){1,3}-[1-9]");
  private static final Duration SKEW = Duration.ofMinutes(15);

  /// Creates the verifier of an endpoint of one region.
  public SignatureVerifier(String service, String region, PathEncoding pathForm, Clock clock) {
    this(service, region, false, pathForm, clock);
  }

  /// Checks everything that does not require a key: scope, time and the list of signed headers.
  ///
  /// @throws SignatureFault.Raised if AWS would reject the request
  public void checkClaims(AwsRequest request, SignedRequest signed) {
    var scope = signed.scope();
    if (!scope.service().equals(service)) {
      throw new SignatureFault.WrongService(scope.service(), service).raised();
    }
    if (!scope.region().equals(region)
        && !(everywhere && REGION.matcher(scope.region()).matches())) {
      throw new SignatureFault.WrongRegion(scope.region(), region).raised();
    }
    checkTime(signed);
    if (!signed.signedHeaders().contains("host")) {
      throw new SignatureFault.HeaderNotSigned("host").raised();
    }
    for (var name : request.headers().keySet()) {
      if (name.startsWith("x-amz-") && !signed.signedHeaders().contains(name)) {
        throw new SignatureFault.HeaderNotSigned(name).raised();
      }
    }
  }

  /// Verifies the signature.
  ///
  /// @param payloadHash last line of the canonical request
  /// @throws SignatureFault.Raised if the signature was not made with the key
  public void checkSignature(
      AwsRequest request, SignedRequest signed, String payloadHash, SigningKey key) {
    var canonical = CanonicalRequest.of(request, signed.signedHeaders(), payloadHash, pathForm);
    var stringToSign =
        String.join(
            "\n",
            SignedRequest.ALGORITHM,
            signed.stamp(),
            signed.scope().toString(),
            Sha256.hex(canonical));
    if (!key.verifies(stringToSign, signed.signature())) {
      throw new SignatureFault.Mismatch().raised();
    }
  }

  private void checkTime(SignedRequest signed) {
    var now = clock.instant();
    var lifetime = signed.presignedFor();
    if (signed.time().isAfter(now.plus(SKEW))
        || (lifetime.isEmpty() && signed.time().isBefore(now.minus(SKEW)))) {
      throw new SignatureFault.Skewed(signed.time(), now).raised();
    }
    lifetime
        .map(signed.time()::plus)
        .filter(now::isAfter)
        .ifPresent(until -> {
          throw new SignatureFault.PresignExpired(until, now).raised();
        });
  }
}
