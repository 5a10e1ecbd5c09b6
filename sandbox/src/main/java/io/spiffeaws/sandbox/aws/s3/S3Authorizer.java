package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.identity.Permissions;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import java.util.Optional;

/// Checks requests against the policies of the caller and the bucket.
record S3Authorizer(Permissions permissions, Buckets buckets) {
  /// Checks that the caller's policies allow an action.
  ///
  /// @throws io.spiffeaws.sandbox.aws.wire.AwsError AccessDenied
  void authorize(S3Call call, String action, String resource, RequestContext keys) {
    refusal(call, action, resource, keys)
        .ifPresent(message -> {
          throw S3Errors.accessDenied(message);
        });
  }

  boolean allows(S3Call call, String action, String resource) {
    return refusal(call, action, resource, RequestContext.empty()).isEmpty();
  }

  /// Returns the message if the action is denied, or empty if it is allowed.
  Optional<String> refusal(S3Call call, String action, String resource, RequestContext keys) {
    var caller = call.caller().caller();
    return permissions
        .refusal(
            caller,
            call.request(),
            action,
            resource,
            keys,
            buckets.find(Arns.bucketOf(resource)).flatMap(Bucket::policy))
        .map(reason ->
            "User: %s is not authorized to perform: %s on resource: \"%s\" %s"
                .formatted(caller.arn(), action, resource, reason));
  }
}
