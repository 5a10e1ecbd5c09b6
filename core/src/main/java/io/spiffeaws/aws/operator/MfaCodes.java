package io.spiffeaws.aws.operator;

import java.util.Optional;

/// Asks a person for the code of an MFA device.
public interface MfaCodes {
  /// For programs without a person at a terminal.
  MfaCodes NONE = _ -> Optional.empty();

  /// @param serial of the device: the number of a hardware token, or an ARN
  /// @return empty if there is no terminal to ask on
  Optional<String> ask(String serial);
}
