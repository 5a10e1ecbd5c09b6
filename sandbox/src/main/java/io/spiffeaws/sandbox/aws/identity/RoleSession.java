package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.secret.Secret;
import java.time.Instant;
import java.util.List;

/// Temporary credentials and what they stand for.
///
/// @param name the RoleSessionName
/// @param policies session policies; empty for none, and then they do not narrow anything
/// @param federation the condition keys that the token brought, which stay good for the session
/// @param tags that were given to it, or handed down
public record RoleSession(
    String accessKeyId,
    Secret secretAccessKey,
    Secret token,
    Instant issued,
    Instant expires,
    String roleName,
    String roleId,
    String name,
    List<PolicyDocument> policies,
    RequestContext federation,
    SessionTags tags) {

  public RoleSession {
    policies = List.copyOf(policies);
  }
}
