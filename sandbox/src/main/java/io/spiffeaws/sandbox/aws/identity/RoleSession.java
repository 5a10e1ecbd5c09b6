package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.secret.Secret;
import java.time.Instant;
import java.util.List;

/// Temporary credentials and the session that they identify.
///
/// @param name the RoleSessionName
/// @param policies groups of session policies; each group must allow a request. If there is none,
///   the session has all permissions of the role
/// @param federation condition keys from the token, valid for the whole session
/// @param tags session tags from the request and inherited ones
public record RoleSession(
    String accessKeyId,
    Secret secretAccessKey,
    Secret token,
    Instant issued,
    Instant expires,
    String roleName,
    String roleId,
    String name,
    List<List<PolicyDocument>> policies,
    RequestContext federation,
    SessionTags tags) {

  public RoleSession {
    policies = List.copyOf(policies);
  }
}
