package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.sigv4.SignatureFault;
import io.spiffeaws.sandbox.aws.wire.AwsRefusal;
import io.spiffeaws.sandbox.aws.wire.QueryCall;

/// Lets a call of the query protocol in, or refuses it.
///
/// @param service prefix of the actions, for example `iam`
public record QueryGate(String service, Authenticator authenticator, Permissions permissions) {

  /// @throws AwsRefusal where the signature is not right
  public Caller authenticate(QueryCall call) {
    try {
      return authenticator.authenticate(call.request(), call.payloadHash()).caller();
    } catch (SignatureFault.Raised raised) {
      throw QueryWords.of(raised.fault());
    }
  }

  /// @param resource ARN of what the call is about
  /// @throws AwsRefusal AccessDenied where the caller may not
  public void authorize(Caller caller, QueryCall call, String resource, RequestContext keys) {
    var action = service + ":" + call.action();
    permissions
        .refusal(caller, call.request(), action, resource, keys)
        .ifPresent(reason -> {
          throw new AwsRefusal(
              403,
              "AccessDenied",
              "User: %s is not authorized to perform: %s on resource: %s %s"
                  .formatted(caller.arn(), action, resource, reason));
        });
  }
}
