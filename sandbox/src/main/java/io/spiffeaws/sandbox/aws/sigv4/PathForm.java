package io.spiffeaws.sandbox.aws.sigv4;

/// How often the path is percent-encoded in the canonical request.
public enum PathForm {
  /// S3: a key is signed as it is sent.
  ONCE,
  /// All other services.
  TWICE
}
