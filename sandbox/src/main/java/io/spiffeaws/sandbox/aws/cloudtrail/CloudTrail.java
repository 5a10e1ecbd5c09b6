package io.spiffeaws.sandbox.aws.cloudtrail;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.aws.identity.Authenticator;
import io.spiffeaws.sandbox.aws.identity.Permissions;
import io.spiffeaws.sandbox.aws.identity.SignatureErrors;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.sigv4.SignatureFault;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import io.spiffeaws.sandbox.aws.wire.AwsService;
import io.spiffeaws.sandbox.aws.wire.JsonErrors;
import io.spiffeaws.sandbox.aws.wire.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The CloudTrail service with one operation, LookupEvents, in the AWS JSON 1.1 protocol.
public final class CloudTrail implements AwsService {
  private static final String TARGET =
      "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents";
  private static final String ACTION = "cloudtrail:LookupEvents";
  private static final int LARGEST_BODY = 1 << 20;

  private final EventHistory history;
  private final Authenticator authenticator;
  private final Permissions permissions;

  public CloudTrail(EventHistory history, Authenticator authenticator, Permissions permissions) {
    this.history = history;
    this.authenticator = authenticator;
    this.permissions = permissions;
  }

  @Override
  public AwsResponse answer(AwsRequest request) throws IOException {
    var body = request.body().readNBytes(LARGEST_BODY);
    authorize(request, body);
    if (!request.header("x-amz-target").filter(TARGET::equals).isPresent()) {
      throw new AwsError(400, "UnknownOperationException", "");
    }
    var result = EventLookup.read(input(body)).run(history.events());
    return AwsResponse.json(200, result).with("x-amzn-RequestId", request.id());
  }

  private void authorize(AwsRequest request, byte[] body) {
    try {
      var caller = authenticator.authenticate(request, Sha256.hex(body)).caller();
      permissions
          .refusal(caller, request, ACTION, "*", RequestContext.empty())
          .ifPresent(reason -> {
            throw new AwsError(
                400,
                "AccessDenied",
                "User: %s is not authorized to perform: %s %s"
                    .formatted(caller.arn(), ACTION, reason));
          });
    } catch (SignatureFault.Raised raised) {
      throw SignatureErrors.of(raised.fault());
    }
  }

  private static Json.Obj input(byte[] body) {
    try {
      if (JsonText.parse(new String(body, StandardCharsets.UTF_8), "body")
          instanceof Json.Obj input) {
        return input;
      }
    } catch (ProblemException notJson) {
      // reported below
    }
    throw new AwsError(400, "SerializationException", "");
  }

  @Override
  public AwsResponse refuse(AwsRequest request, AwsError refusal) {
    var code = JsonErrors.code(refusal);
    var error =
        Json.object().with("__type", Json.of(code)).with("Message", Json.of(refusal.message()));
    return AwsResponse.json(refusal.status() < 500 ? 400 : refusal.status(), error)
        .with("x-amzn-RequestId", request.id());
  }
}
