package io.spiffeaws.sandbox.aws.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// AWS's query protocol: form requests, XML responses. Accepts POST and GET.
///
/// @param version of the API, for example `2010-05-08`
public record QueryApi(String namespace, String version, Map<String, QueryAction> actions)
    implements AwsService {
  private static final int LARGEST_BODY = 1 << 20;

  public QueryApi {
    actions = Map.copyOf(actions);
  }

  @Override
  public AwsResponse answer(AwsRequest request) throws IOException {
    var body = request.body().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new AwsError(413, "RequestEntityTooLarge", "Request size exceeded the limit.");
    }
    if (!request.method().equals("POST") && !request.method().equals("GET")) {
      throw new AwsError(405, "MethodNotAllowed", "The HTTP method is not allowed.");
    }
    var parameters =
        request.method().equals("POST") && body.length > 0
            ? Parameters.parse(new String(body, StandardCharsets.UTF_8))
            : request.parameters();
    var name =
        parameters
            .get("Action")
            .orElseThrow(() ->
                new AwsError(
                    400, "MissingAction", "The request must contain the parameter Action."));
    return answer(new QueryCall(name, parameters, request, Sha256.hex(body)));
  }

  private AwsResponse answer(QueryCall call) {
    var asked = call.parameters().get("Version").orElse(version);
    var action = actions.get(call.action());
    if (action == null || !asked.equals(version)) {
      throw new AwsError(
          400,
          "InvalidAction",
          "Could not find operation %s for version %s".formatted(call.action(), asked));
    }
    var document =
        Xml.document(
            call.action() + "Response",
            namespace,
            xml ->
                xml.element(call.action() + "Result", result -> action.answer(call, result))
                    .element(
                        "ResponseMetadata", meta -> meta.text("RequestId", call.request().id())));
    return AwsResponse.xml(200, document).with("x-amzn-RequestId", call.request().id());
  }

  @Override
  public AwsResponse refuse(AwsRequest request, AwsError refusal) {
    var document =
        Xml.document(
            "ErrorResponse",
            namespace,
            xml ->
                xml.element(
                        "Error",
                        error ->
                            error
                                .text("Type", refusal.status() < 500 ? "Sender" : "Receiver")
                                .text("Code", refusal.code())
                                .text("Message", refusal.message()))
                    .text("RequestId", request.id()));
    return AwsResponse.xml(refusal.status(), document).with("x-amzn-RequestId", request.id());
  }
}
