package io.spiffeaws.aws;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.EarlyCalls;
import io.spiffeaws.http.JsonCall;
import io.spiffeaws.http.JsonConnection;
import io.spiffeaws.http.ProxyProblems;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// Calls a regional service of the rest-json protocol for which there is no client of the SDK, with
/// the SDK's signature (docs/dev/decisions/0018, 0023). It does not retry. Thread-safe.
public final class SdkRestCalls {
  private static final String CONTENT_TYPE = "application/json";

  private final Service service;
  private final AwsSettings settings;
  private final CallLog calls;
  private final SdkOperatorProvider credentials;
  private final Function<String, URI> endpoints;
  private final SdkRequestSigner signer;
  private final EarlyCalls<JsonConnection, JsonCall.Answer> connections;

  /// @param name the name in messages, `IAM Roles Anywhere`
  /// @param id the name in permissions, signatures and hosts, `rolesanywhere`
  /// @param errors translates error responses that have a meaning of their own in this service;
  ///   empty for the others
  public record Service(String name, String id, Function<Refusal, Optional<Problem>> errors) {}

  /// An error response.
  ///
  /// @param operation the name of the operation, `GetTrustAnchor`
  /// @param region the region that was called
  public record Refusal(String operation, String region, ServiceError error) {}

  /// A request.
  ///
  /// @param operation the name of the operation, `GetTrustAnchor`
  /// @param method `GET`, `POST`, `PATCH` or `DELETE`
  /// @param path begins with a slash; not encoded
  /// @param query parameters, not encoded
  /// @param body empty for none
  public record Request(
      String operation,
      String method,
      String path,
      Map<String, String> query,
      Optional<Json.Obj> body) {
    public Request {
      query = Map.copyOf(query);
    }
  }

  /// @param endpoints returns the endpoint of a region
  SdkRestCalls(
      Service service,
      AwsSettings settings,
      CallLog calls,
      SdkOperatorProvider credentials,
      Function<String, URI> endpoints) {
    this.service = service;
    this.settings = settings;
    this.calls = calls;
    this.credentials = credentials;
    this.endpoints = endpoints;
    this.signer = new SdkRequestSigner(service.name(), service.id(), credentials);
    this.connections = new EarlyCalls<>(service.id());
  }

  /// Returns the timeout of a call.
  public Duration timeout() {
    return settings.timeout();
  }

  /// Makes a call.
  ///
  /// @param timeout of the call, without the search of credentials
  /// @throws ProblemException if there are no credentials, no response, or an error response
  public Json.Obj call(String region, Request request, Duration timeout) {
    var endpoint = endpoints.apply(region);
    settings.checkEndpoint(endpoint);
    renewCredentials(request);
    var unsigned = unsigned(endpoint, request);
    var headers = signer.headers(request.operation(), unsigned, payload(request), region);
    var answer = answer(request, unsigned.getUri(), headers, timeout);
    if (answer.isSuccess()) {
      return answer.body();
    }
    throw new ProblemException(refused(region, request, unsigned.getUri(), answer));
  }

  /// Before the timeout begins, since a program or a user may provide them.
  private void renewCredentials(Request request) {
    try {
      credentials.renew();
    } catch (SdkException e) {
      throw SdkProblems.translate(service.name(), action(request), e);
    }
  }

  private static SdkHttpRequest unsigned(URI endpoint, Request request) {
    var base = String.valueOf(endpoint.getRawPath()).replaceFirst("/+$", "");
    var unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(endpoint)
            .encodedPath(base + request.path())
            .putHeader("Content-Type", CONTENT_TYPE);
    request.query().forEach(unsigned::putRawQueryParameter);
    return unsigned.build();
  }

  private static byte[] payload(Request request) {
    return request
        .body()
        .map(json -> JsonText.compact(json).getBytes(StandardCharsets.UTF_8))
        .orElse(new byte[0]);
  }

  private JsonCall.Answer answer(
      Request request, URI address, Map<String, Secret> headers, Duration timeout) {
    var call = new DirectCall(service.name(), service.id(), request.operation(), settings, calls);
    return call.answer(
        () -> address,
        () ->
            connections.call(
                () -> JsonConnection.open(settings.connections(), address),
                connection -> connection.send(request.method(), address, headers, request.body()),
                timeout),
        JsonCall.Answer::status);
  }

  private Problem refused(String region, Request request, URI address, JsonCall.Answer answer) {
    var error = error(answer);
    return settings
        .proxies()
        .to(address)
        .flatMap(proxy -> ProxyProblems.ofStatus(proxy, answer.status()))
        .or(() ->
            new SignedRequest(region, ServiceProblems.host(address))
                .otherRegion(service.name(), action(request), error))
        .or(() -> service.errors().apply(new Refusal(request.operation(), region, error)))
        .orElseGet(() ->
            ServiceProblems.ofAnswer(service.name(), action(request), error, credentials.origin()));
  }

  private String action(Request request) {
    return service.id() + ":" + request.operation();
  }

  private static ServiceError error(JsonCall.Answer answer) {
    var type =
        answer.errorType().isEmpty() ? answer.body().text("__type").orElse("") : answer.errorType();
    var words = answer.body().text("message").or(() -> answer.body().text("Message")).orElse("");
    return new ServiceError(answer.status(), type.substring(type.lastIndexOf('#') + 1), words);
  }
}
