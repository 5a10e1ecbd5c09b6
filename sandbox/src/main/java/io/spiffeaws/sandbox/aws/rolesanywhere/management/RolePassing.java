package io.spiffeaws.sandbox.aws.rolesanywhere.management;

import io.spiffeaws.sandbox.aws.identity.Permissions;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.RestRefusals;
import java.util.List;

/// The permission to pass a role to the service.
record RolePassing(Permissions permissions) {
  private static final String ACTION = "iam:PassRole";

  /// Checks that the caller may pass the roles.
  ///
  /// @throws AwsError AccessDeniedException if not
  void check(ManagementCall call, List<String> roleArns) {
    var keys = RequestContext.empty().with("iam:PassedToService", "rolesanywhere.amazonaws.com");
    for (var role : roleArns) {
      permissions
          .refusal(call.caller(), call.request(), ACTION, role, keys)
          .ifPresent(reason -> {
            throw RestRefusals.denied(
                "User: %s is not authorized to perform: %s on resource: %s %s"
                    .formatted(call.caller().arn(), ACTION, role, reason));
          });
    }
  }
}
