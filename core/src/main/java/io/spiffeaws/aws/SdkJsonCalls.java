package io.spiffeaws.aws;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.JsonCall;
import io.spiffeaws.http.ProxyProblems;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Calls a service of the AWS JSON 1.1 protocol for which there is no client of the SDK, with the
/// SDK's signature (docs/dev/decisions/0018). Thread-safe.
public final class SdkJsonCalls {
  private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

  private final Service service;
  private final AwsSettings settings;
  private final CallLog calls;
  private final SdkRequestSigner signer;
  private final Endpoint endpoint;
  private final JsonCall json;

  /// @param name the name in messages, `CloudTrail`
  /// @param id the name in permissions, signatures and hosts, `cloudtrail`
  /// @param target the prefix of operations in the header `X-Amz-Target`
  public record Service(String name, String id, String target) {}

  /// @param region the region of the signature
  record Endpoint(URI address, String region) {}

  SdkJsonCalls(
      Service service,
      AwsSettings settings,
      CallLog calls,
      AwsCredentialsProvider credentials,
      Endpoint endpoint) {
    this.service = service;
    this.settings = settings;
    this.calls = calls;
    this.signer = new SdkRequestSigner(service.name(), service.id(), credentials);
    this.endpoint = endpoint;
    this.json = new JsonCall(settings.connections());
  }

  /// Returns the region that is called.
  public String region() {
    return endpoint.region();
  }

  /// Makes a call.
  ///
  /// @param operation the name of the operation, `LookupEvents`
  /// @throws ProblemException if there are no credentials, no response, or an error response
  public Json.Obj call(String operation, Json.Obj body) {
    settings.checkEndpoint(endpoint.address());
    var headers = signed(operation, body);
    var started = System.nanoTime();
    var outcome = "no answer";
    try {
      var answer = json.post(endpoint.address(), headers, body);
      outcome = Integer.toString(answer.status());
      if (answer.isSuccess()) {
        return answer.body();
      }
      throw new ProblemException(
          ServiceProblems.ofAnswer(service.name(), action(operation), refusal(answer)));
    } catch (IOException e) {
      throw new ProblemException(noAnswer(e), e);
    } finally {
      calls.called(service.id(), operation, Duration.ofNanos(System.nanoTime() - started), outcome);
    }
  }

  private String action(String operation) {
    return service.id() + ":" + operation;
  }

  /// Returns the headers of a request with its signature.
  private Map<String, Secret> signed(String operation, Json.Obj body) {
    var payload = JsonText.compact(body).getBytes(StandardCharsets.UTF_8);
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint.address())
            .putHeader("Content-Type", CONTENT_TYPE)
            .putHeader("X-Amz-Target", service.target() + "." + operation)
            .build();
    return signer.headers(operation, request, payload, endpoint.region());
  }

  /// The error response. The protocol has status 400 for a missing permission too.
  static ServiceError refusal(JsonCall.Answer answer) {
    var type = answer.body().text("__type").orElse(answer.errorType());
    var code = type.substring(type.lastIndexOf('#') + 1);
    var words = answer.body().text("message").or(() -> answer.body().text("Message")).orElse("");
    var denied = code.startsWith("AccessDenied");
    return new ServiceError(denied ? 403 : answer.status(), code, words);
  }

  private Problem noAnswer(IOException e) {
    var address = endpoint.address();
    return settings
        .proxies()
        .to(address)
        .flatMap(proxy -> ProxyProblems.of(proxy, address, e))
        .orElseGet(() ->
            ServiceProblems.ofNoAnswer(service.name(), settings.called(service.id(), address), e));
  }
}
