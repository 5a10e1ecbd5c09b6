package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import java.time.Duration;

/// A request to assume a role with an existing session (AssumeRole).
///
/// @param session the session that signs the request
/// @param role the role to assume
/// @param sessionName the name of the new session in logs
/// @param duration of the new session, 15 minutes to 1 hour, the limit of STS for role chaining
/// @param policies that restrict the new session
public record AssumeRequest(
    SessionCredentials session,
    RoleArn role,
    SessionName sessionName,
    Duration duration,
    SessionPolicies policies) {}
