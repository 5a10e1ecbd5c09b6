package io.spiffeaws.sandbox.aws.sigv4;

/// What a signing key is good for.
///
/// @param date `yyyyMMdd`
public record CredentialScope(String date, String region, String service) {
  @Override
  public String toString() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
