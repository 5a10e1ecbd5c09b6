package io.spiffeaws.sandbox.aws.policy;

import java.util.Map;
import java.util.Set;

/// A request that a policy is evaluated for.
///
/// @param resource an ARN; empty for a trust policy, which has no resources
/// @param principals the caller's names by principal type of a trust policy (`Federated`, `AWS`);
///   empty for identity policies
public record AccessRequest(
    String action, String resource, Map<String, Set<String>> principals, RequestContext context) {

  public static AccessRequest of(String action, String resource, RequestContext context) {
    return new AccessRequest(action, resource, Map.of(), context);
  }

  /// Returns this request by a caller with these names.
  public AccessRequest by(String kind, Set<String> names) {
    return new AccessRequest(action, resource, Map.of(kind, Set.copyOf(names)), context);
  }
}
