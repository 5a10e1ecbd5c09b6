package io.spiffeaws.rolesanywhere;

import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.workload.X509Svid;
import java.time.Duration;
import java.util.Optional;

/// A request for a session of IAM Roles Anywhere.
///
/// @param svid the certificate and the key that sign the request
/// @param target the trust anchor and the profile
/// @param role the role to assume
/// @param sessionName the name of the session; if empty, the service uses the certificate's serial
///   number
/// @param duration of the session; that of the profile if it is shorter
public record CreateSessionRequest(
    X509Svid svid,
    RolesAnywhereTarget target,
    RoleArn role,
    Optional<SessionName> sessionName,
    Duration duration) {
  /// Returns the same request without a session name.
  CreateSessionRequest unnamed() {
    return new CreateSessionRequest(svid, target, role, Optional.empty(), duration);
  }
}
