package io.spiffeaws.aws.operator;

import java.util.Optional;

/// Asks the user for the code of an MFA device.
public interface MfaCodes {
  /// For programs without a user at a terminal.
  MfaCodes NONE = _ -> Optional.empty();

  /// Asks for a code.
  ///
  /// @param serial of the device: the number of a hardware token, or an ARN
  /// @return empty if there is no terminal
  Optional<String> ask(String serial);
}
