package io.spiffeaws.sandbox.aws.sigv4;

/// The scope of a signing key.
///
/// @param date `yyyyMMdd`
public record CredentialScope(String date, String region, String service) {
  @Override
  public String toString() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
