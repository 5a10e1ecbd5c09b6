package io.spiffeaws.s3;

import io.spiffeaws.sts.RoleArn;
import java.util.List;
import java.util.Optional;

/// Reads the policies that decide whether a role may use a bucket, with the operator's own
/// credentials. Not thread-safe.
///
/// Each method throws [io.spiffeaws.problem.ProblemException] if it cannot read them: no
/// credentials, no permission, or not offered by the service.
public interface AccessPolicies {
  /// Returns the policies of a role, or empty if the account of the credentials has no role with
  /// exactly that ARN.
  Optional<RolePermissions> role(RoleArn role);

  /// Returns a managed policy.
  PermissionPolicy managed(String arn);

  /// Returns the text of the bucket's policy, or empty if it has none.
  Optional<String> bucketPolicy(String bucket);

  /// Returns whether only requesters that pay may read the bucket.
  boolean requesterPays(String bucket);

  /// Returns the names of the account's buckets.
  List<String> buckets();
}
