package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import java.time.Duration;

/// One step from a session to another role.
///
/// @param session who asks
/// @param role whose session is wanted
/// @param sessionName what the session is called in logs
/// @param duration of the session, 15 minutes to an hour, which is all that STS gives a session
///   that was itself assumed
/// @param policies that narrow the session
public record AssumeRequest(
    SessionCredentials session,
    RoleArn role,
    SessionName sessionName,
    Duration duration,
    SessionPolicies policies) {}
