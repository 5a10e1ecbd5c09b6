package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.wire.AwsError;

/// STS's errors, with STS's messages.
final class StsErrors {
  private StsErrors() {}

  static AwsError invalidToken(String message) {
    return new AwsError(400, "InvalidIdentityToken", message);
  }

  static AwsError notAToken() {
    return invalidToken(
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access"
            + " Token)");
  }

  static AwsError missingClaim(String claim) {
    return invalidToken("Missing a required claim: " + claim);
  }

  static AwsError noKey() {
    return invalidToken(
        "Couldn't retrieve verification key from your identity provider, please reference"
            + " AssumeRoleWithWebIdentity documentation for requirements");
  }

  static AwsError otherThumbprint() {
    return invalidToken(
        "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");
  }

  static AwsError notValidated() {
    return invalidToken(
        "The web identity token provided could not be validated. See the"
            + " AssumeRoleWithWebIdentity documentation for requirements.");
  }

  static AwsError expired(long now, long expiry) {
    return new AwsError(
        400,
        "ExpiredTokenException",
        "Token expired: current date/time %d must be before the expiration date/time%d"
            .formatted(now, expiry));
  }

  static AwsError accessDenied(String message) {
    return new AwsError(403, "AccessDenied", message);
  }

  static AwsError malformedPolicy(String message) {
    return new AwsError(400, "MalformedPolicyDocument", message);
  }
}
