package io.spiffeaws.sandbox.aws.rolesanywhere;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.rolesanywhere.management.ManagementApi;
import io.spiffeaws.sandbox.aws.rolesanywhere.session.CreateSession;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import io.spiffeaws.sandbox.aws.wire.AwsService;
import io.spiffeaws.sandbox.aws.wire.JsonErrors;
import java.io.IOException;

/// The IAM Roles Anywhere service, in the rest-json protocol.
public final class RolesAnywhere implements AwsService {
  private static final int LARGEST_BODY = 1 << 20;

  private final CreateSession sessions;
  private final ManagementApi management;

  public RolesAnywhere(CreateSession sessions, ManagementApi management) {
    this.sessions = sessions;
    this.management = management;
  }

  @Override
  public AwsResponse answer(AwsRequest request) throws IOException {
    var body = request.body().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new AwsError(413, "RequestEntityTooLarge", "Request size exceeded the limit.");
    }
    boolean session = request.method().equals("POST") && request.path().equals("/sessions");
    return complete(
        request,
        session
            ? AwsResponse.json(201, sessions.run(request, body))
            : management.answer(request, body));
  }

  @Override
  public AwsResponse refuse(AwsRequest request, AwsError refusal) {
    var error = Json.object().with("message", Json.of(refusal.message()));
    return complete(request, AwsResponse.json(refusal.status(), error))
        .with("x-amzn-ErrorType", JsonErrors.code(refusal));
  }

  private static AwsResponse complete(AwsRequest request, AwsResponse response) {
    return response.with("Content-Type", "application/json").with("x-amzn-RequestId", request.id());
  }
}
