package io.spiffeaws.rolesanywhere;

import io.spiffeaws.aws.DirectCall;
import io.spiffeaws.aws.ServiceError;
import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.http.EarlyCalls;
import io.spiffeaws.http.JsonCall;
import io.spiffeaws.http.JsonConnection;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.time.Sleeper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// [SessionCreation] by one POST. The ARNs are in the query, as AWS's own client sends them. No SDK
/// for Java has this operation. See [DirectCall] for its retries. Thread-safe.
public final class HttpSessionCreation implements SessionCreation {
  static final String SERVICE = "IAM Roles Anywhere";
  private static final String CONTENT_TYPE = "application/json";

  private final RolesAnywhereEndpoint endpoint;
  private final DirectCall call;
  private final EarlyCalls<JsonConnection, JsonCall.Answer> connections;
  private final Clock clock;
  private final Sleeper sleeper;

  public HttpSessionCreation(
      RolesAnywhereEndpoint endpoint, CallLog calls, Clock clock, Sleeper sleeper) {
    var settings = endpoint.settings();
    this.endpoint = endpoint;
    this.call = new DirectCall(SERVICE, "rolesanywhere", "CreateSession", settings, calls);
    this.connections = new EarlyCalls<>("rolesanywhere");
    this.clock = clock;
    this.sleeper = sleeper;
  }

  @Override
  public void prepare(String region) {
    connections.prepare(() -> connect(region));
  }

  @Override
  public SessionCredentials create(CreateSessionRequest request) {
    return call.retried(left -> credentials(request, answer(request, left)), sleeper);
  }

  /// Each attempt has a signature of its own, with the current time.
  private JsonCall.Answer answer(CreateSessionRequest request, Duration timeout) {
    var address = address(request);
    var body = body(request);
    var headers =
        new X509Signer(request.svid(), request.target().region())
                .sign(
                    address,
                    CONTENT_TYPE,
                    JsonText.compact(body).getBytes(StandardCharsets.UTF_8),
                    clock.instant())
                .entrySet()
                .stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, header -> Secret.of(header.getValue())));
    return call.answer(
        () -> address,
        () ->
            connections.call(
                () -> connect(request.target().region()),
                connection -> connection.send("POST", address, headers, Optional.of(body)),
                timeout),
        JsonCall.Answer::status);
  }

  private JsonConnection connect(String region) throws IOException {
    return JsonConnection.open(endpoint.settings().connections(), endpoint.of(region));
  }

  private URI address(CreateSessionRequest request) {
    var target = request.target();
    var query =
        CanonicalRequest.query(
            Map.of(
                "profileArn", target.profile().toString(),
                "roleArn", request.role().toString(),
                "trustAnchorArn", target.anchor().toString()));
    var base = endpoint.of(target.region()).toString().replaceFirst("/+$", "");
    return URI.create(base + "/sessions?" + query);
  }

  private static Json.Obj body(CreateSessionRequest request) {
    var body = Json.object().with("durationSeconds", Json.of(request.duration().toSeconds()));
    return request
        .sessionName()
        .map(name -> body.with("roleSessionName", Json.of(name.text())))
        .orElse(body);
  }

  private static SessionCredentials credentials(
      CreateSessionRequest request, JsonCall.Answer answer) {
    if (!answer.isSuccess()) {
      throw new ProblemException(CreateSessionProblems.of(request, refusal(answer)));
    }
    var set =
        answer.body().get("credentialSet").orElseThrow(HttpSessionCreation::unusable)
                    instanceof Json.Arr(var items)
                && !items.isEmpty()
                && items.getFirst() instanceof Json.Obj first
            ? first
            : Json.object();
    var credentials = object(set, "credentials");
    return new SessionCredentials(
        required(credentials, "accessKeyId"),
        Secret.of(required(credentials, "secretAccessKey")),
        Secret.of(required(credentials, "sessionToken")),
        time(required(credentials, "expiration")),
        required(object(set, "assumedRoleUser"), "arn"),
        request.role().account());
  }

  private static ServiceError refusal(JsonCall.Answer answer) {
    var type =
        answer.errorType().isEmpty() ? answer.body().text("__type").orElse("") : answer.errorType();
    var words = answer.body().text("message").or(() -> answer.body().text("Message")).orElse("");
    return new ServiceError(answer.status(), type.substring(type.lastIndexOf('#') + 1), words);
  }

  private static Json.Obj object(Json.Obj parent, String name) {
    return parent.get(name).orElseThrow(HttpSessionCreation::unusable) instanceof Json.Obj object
        ? object
        : Json.object();
  }

  private static String required(Json.Obj json, String name) {
    return json.text(name).orElseThrow(HttpSessionCreation::unusable);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw unusable();
    }
  }

  private static ProblemException unusable() {
    return new ProblemException(ServiceProblems.unusable(SERVICE));
  }
}
