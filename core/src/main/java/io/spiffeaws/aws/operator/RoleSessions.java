package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import java.util.Optional;

/// AssumeRole for the role of a profile.
interface RoleSessions {
  /// @param by the credentials that ask
  /// @param sessionName what the session is called in logs
  /// @param mfaCode from the device of the profile's `mfa_serial`
  /// @throws ProblemException refused, if STS denies it; unreachable, if it does not answer
  ExpiringKeys assume(ProfileRole role, AwsKeys by, String sessionName, Optional<String> mfaCode);
}
