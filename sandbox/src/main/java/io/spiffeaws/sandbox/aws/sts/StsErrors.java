package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.wire.AwsRefusal;

/// STS's errors, with STS's messages.
final class StsRefusals {
  private StsRefusals() {}

  static AwsRefusal invalidToken(String message) {
    return new AwsRefusal(400, "InvalidIdentityToken", message);
  }

  static AwsRefusal notAToken() {
    return invalidToken(
        "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access"
            + " Token)");
  }

  static AwsRefusal missingClaim(String claim) {
    return invalidToken("Missing a required claim: " + claim);
  }

  static AwsRefusal noKey() {
    return invalidToken(
        "Couldn't retrieve verification key from your identity provider, please reference"
            + " AssumeRoleWithWebIdentity documentation for requirements");
  }

  static AwsRefusal otherThumbprint() {
    return invalidToken(
        "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");
  }

  static AwsRefusal notValidated() {
    return invalidToken(
        "The web identity token provided could not be validated. See the"
            + " AssumeRoleWithWebIdentity documentation for requirements.");
  }

  static AwsRefusal expired(long now, long expiry) {
    return new AwsRefusal(
        400,
        "ExpiredTokenException",
        "Token expired: current date/time %d must be before the expiration date/time%d"
            .formatted(now, expiry));
  }

  static AwsRefusal accessDenied(String message) {
    return new AwsRefusal(403, "AccessDenied", message);
  }

  static AwsRefusal malformedPolicy(String message) {
    return new AwsRefusal(400, "MalformedPolicyDocument", message);
  }
}
