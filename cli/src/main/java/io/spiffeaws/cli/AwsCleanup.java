package io.spiffeaws.cli;

/// Whether AWS is checked for resources of a chain if its file has no issuer.
public enum AwsCleanup {
  /// Not checked: without an issuer there is nothing to change in AWS.
  BY_FILE,

  /// Checked if possible; otherwise a warning is reported.
  IF_POSSIBLE,

  /// Checked; an error if that is not possible.
  REQUIRED
}
