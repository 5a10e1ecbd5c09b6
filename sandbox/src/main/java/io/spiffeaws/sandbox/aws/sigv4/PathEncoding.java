package io.spiffeaws.sandbox.aws.sigv4;

/// The number of times that the path is percent-encoded in the canonical request.
public enum PathEncoding {
  /// S3: the key is signed as it is sent.
  ONCE,
  /// All other services.
  TWICE
}
