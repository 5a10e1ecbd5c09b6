package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import java.util.Optional;

/// Assumes the role of a profile (AssumeRole).
interface RoleSessions {
  /// Assumes the role.
  ///
  /// @param by the credentials that sign the call
  /// @param sessionName the name of the session in logs
  /// @param mfaCode from the device of the profile's `mfa_serial`
  /// @throws ProblemException refused, if STS denies it; unreachable, if it does not respond
  ExpiringKeys assume(
      ProfileRole role, ExpiringKeys by, String sessionName, Optional<String> mfaCode);
}
