package io.spiffeaws.sandbox.aws.sigv4;

import java.time.Instant;

/// Why a signed request is not accepted. Each service has its own words for it.
public sealed interface SignatureFault {
  /// No signature at all.
  record Missing() implements SignatureFault {}

  /// A signature that does not have the form of one.
  record Malformed(String why) implements SignatureFault {}

  /// Signed for another region than that of the endpoint.
  record WrongRegion(String found, String expected) implements SignatureFault {}

  /// Signed for another service.
  record WrongService(String found, String expected) implements SignatureFault {}

  /// Signed at a time too far from the server's.
  record Skewed(Instant signed, Instant now) implements SignatureFault {}

  /// A presigned request whose time is over.
  record PresignExpired(Instant until, Instant now) implements SignatureFault {}

  /// A header that the signature must cover and does not.
  record HeaderNotSigned(String name) implements SignatureFault {}

  /// No such access key.
  record UnknownKey(String accessKeyId) implements SignatureFault {}

  /// A session token that is absent, or not that of the access key.
  record WrongToken() implements SignatureFault {}

  /// Credentials whose time is over.
  record ExpiredToken() implements SignatureFault {}

  /// Another signature than the one computed here.
  record Mismatch() implements SignatureFault {}

  /// As an exception, for the service to translate.
  final class Raised extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient SignatureFault fault;

    public Raised(SignatureFault fault) {
      super(fault.getClass().getSimpleName(), null, false, false);
      this.fault = fault;
    }

    public SignatureFault fault() {
      return fault;
    }
  }

  default Raised raised() {
    return new Raised(this);
  }
}
