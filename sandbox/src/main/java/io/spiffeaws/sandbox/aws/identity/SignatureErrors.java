package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.sigv4.SignatureFault;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// The messages with which IAM and STS reject a signature.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
public final class SignatureErrors {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Duration SKEW = Duration.ofMinutes(15);

  private SignatureErrors() {}

  public static AwsError of(SignatureFault fault) {
    return switch (fault) {
      case SignatureFault.Missing() ->
          new AwsError(
              403, "MissingAuthenticationToken", "Request is missing Authentication Token");
      case SignatureFault.Malformed(var why) -> new AwsError(400, "IncompleteSignature", why);
      case SignatureFault.WrongRegion _ ->
          mismatch("Credential should be scoped to a valid region.");
      case SignatureFault.WrongService(_, var expected) ->
          mismatch("Credential should be scoped to correct service: '%s'.".formatted(expected));
      case SignatureFault.Skewed(var signed, var now) -> mismatch(skew(signed, now));
      case SignatureFault.PresignExpired(var until, var now) ->
          mismatch(
              "Signature expired: %s is now earlier than %s"
                  .formatted(STAMP.format(until), STAMP.format(now)));
      case SignatureFault.HeaderNotSigned(var name) ->
          mismatch(
              "'%s' must be a 'SignedHeader' in the AWS Authorization."
                  .formatted(name.equals("host") ? "Host' or ':authority" : name));
      case SignatureFault.UnknownKey _, SignatureFault.WrongToken() ->
          new AwsError(
              403,
              "InvalidClientTokenId",
              "The security token included in the request is invalid.");
      case SignatureFault.ExpiredToken() ->
          new AwsError(
              403, "ExpiredToken", "The security token included in the request is expired");
      case SignatureFault.Mismatch() ->
          mismatch(
              "The request signature we calculated does not match the signature you provided."
                  + " Check your AWS Secret Access Key and signing method. Consult the service"
                  + " documentation for details.");
    };
  }

  private static String skew(Instant signed, Instant now) {
    boolean late = signed.isBefore(now);
    var bound = late ? now.minus(SKEW) : now.plus(SKEW);
    return "Signature %s: %s is %s than %s (%s %s 15 min.)"
        .formatted(
            late ? "expired" : "not yet current",
            STAMP.format(signed),
            late ? "now earlier" : "still later",
            STAMP.format(bound),
            STAMP.format(now),
            late ? "-" : "+");
  }

  private static AwsError mismatch(String message) {
    return new AwsError(403, "SignatureDoesNotMatch", message);
  }
}
