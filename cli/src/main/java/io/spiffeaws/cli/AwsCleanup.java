package io.spiffeaws.cli;

/// Whether AWS is read for what a chain made, if the file names no issuer.
public enum AwsCleanup {
  /// Not read: without an issuer there is nothing to change in AWS.
  BY_FILE,

  /// Read if that is possible; if it is not, that is reported.
  IF_POSSIBLE,

  /// Read; an error if it cannot be.
  REQUIRED
}
