package io.spiffeaws.sandbox.aws.sigv4;

import java.time.Instant;

/// The reason why a signed request is rejected. Each service has its own message for it.
public sealed interface SignatureFault {
  /// The request has no signature.
  record Missing() implements SignatureFault {}

  /// The signature is malformed.
  record Malformed(String why) implements SignatureFault {}

  /// The request is signed for another region than that of the endpoint.
  record WrongRegion(String found, String expected) implements SignatureFault {}

  /// The request is signed for another service.
  record WrongService(String found, String expected) implements SignatureFault {}

  /// The signing time differs too much from the server's time.
  record Skewed(Instant signed, Instant now) implements SignatureFault {}

  /// A presigned request has expired.
  record PresignExpired(Instant until, Instant now) implements SignatureFault {}

  /// The signature does not cover a required header.
  record HeaderNotSigned(String name) implements SignatureFault {}

  /// The access key does not exist.
  record UnknownKey(String accessKeyId) implements SignatureFault {}

  /// The session token is missing, or belongs to another access key.
  record WrongToken() implements SignatureFault {}

  /// The credentials have expired.
  record ExpiredToken() implements SignatureFault {}

  /// The signature differs from the computed one.
  record Mismatch() implements SignatureFault {}

  /// The exception form of a fault. Each service translates it.
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
