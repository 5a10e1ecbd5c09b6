package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.sigv4.SignatureFault;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.QueryCall;

/// Authenticates and authorizes calls of the query protocol.
///
/// @param service prefix of the actions, for example `iam`
public record QueryAuthorizer(
    String service, Authenticator authenticator, Permissions permissions) {

  /// Returns the caller.
  ///
  /// @throws AwsError if the signature is not valid
  public Caller authenticate(QueryCall call) {
    try {
      return authenticator.authenticate(call.request(), call.payloadHash()).caller();
    } catch (SignatureFault.Raised raised) {
      throw SignatureErrors.of(raised.fault());
    }
  }

  /// Checks that the caller's policies allow a call.
  ///
  /// @param resource ARN of the resource of the call
  /// @throws AwsError AccessDenied if they do not allow it
  public void authorize(Caller caller, QueryCall call, String resource, RequestContext keys) {
    authorize(caller, call, service + ":" + call.action(), resource, keys);
  }

  /// Like the above, for an action other than that of the call.
  public void authorize(
      Caller caller, QueryCall call, String action, String resource, RequestContext keys) {
    permissions
        .refusal(caller, call.request(), action, resource, keys)
        .ifPresent(reason -> {
          throw new AwsError(
              403,
              "AccessDenied",
              "User: %s is not authorized to perform: %s on resource: %s %s"
                  .formatted(caller.arn(), action, resource, reason));
        });
  }
}
