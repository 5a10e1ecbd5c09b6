package io.spiffeaws.sts;

import io.spiffeaws.aws.DirectCall;
import io.spiffeaws.aws.ServiceError;
import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.http.EarlyCalls;
import io.spiffeaws.http.QueryCall;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.time.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// [TokenExchange] by one unsigned POST with the token in the body. It does not use the SDK, which
/// in a short-lived process costs more than the exchange itself (docs/dev/decisions/0004); see
/// [DirectCall] for its retries. Thread-safe.
public final class HttpTokenExchange implements TokenExchange {
  private static final String RESULT =
      "AssumeRoleWithWebIdentityResponse/AssumeRoleWithWebIdentityResult/";

  private final StsConnections connections;
  private final DirectCall call;
  private final Sleeper sleeper;
  private final EarlyCalls<QueryCall, QueryCall.Answer> early = new EarlyCalls<>("sts");

  public HttpTokenExchange(StsConnections connections, CallLog calls, Sleeper sleeper) {
    this.connections = connections;
    this.call =
        new DirectCall("STS", "sts", "AssumeRoleWithWebIdentity", connections.settings(), calls);
    this.sleeper = sleeper;
  }

  @Override
  public void prepare(RoleArn role) {
    early.prepare(() -> connections.connect(role));
  }

  @Override
  public SessionCredentials exchange(ExchangeRequest request) {
    return call.retried(left -> credentials(request, answer(request, left)), sleeper);
  }

  private QueryCall.Answer answer(ExchangeRequest request, Duration timeout) {
    return call.answer(
        () -> connections.endpoint(request.role()),
        () ->
            early.call(
                () -> connections.connect(request.role()),
                connection -> connection.post(ExchangeForm.of(request)),
                timeout),
        QueryCall.Answer::status);
  }

  /// Returns the credentials of a response.
  ///
  /// @throws ProblemException if it is an error, or is not complete
  static SessionCredentials credentials(ExchangeRequest request, QueryCall.Answer answer) {
    var xml = ExchangeAnswer.parse(answer.text());
    if (answer.status() != 200) {
      throw new ProblemException(ExchangeProblems.of(request, refusal(answer.status(), xml)));
    }
    return new SessionCredentials(
        required(xml, "Credentials/AccessKeyId"),
        Secret.of(required(xml, "Credentials/SecretAccessKey")),
        Secret.of(required(xml, "Credentials/SessionToken")),
        time(required(xml, "Credentials/Expiration")),
        xml.text(RESULT + "AssumedRoleUser/Arn").orElseGet(() -> assumedRole(request)),
        request.role().account());
  }

  private static ServiceError refusal(int status, ExchangeAnswer xml) {
    return new ServiceError(status, errorText(xml, "Code"), errorText(xml, "Message"));
  }

  /// The text of an element of the error. Ceph omits the outer element ErrorResponse.
  private static String errorText(ExchangeAnswer xml, String name) {
    return xml.text("ErrorResponse/Error/" + name).or(() -> xml.text("Error/" + name)).orElse("");
  }

  private static String required(ExchangeAnswer xml, String path) {
    return xml.text(RESULT + path).orElseThrow(HttpTokenExchange::unusable);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw unusable();
    }
  }

  private static ProblemException unusable() {
    return new ProblemException(ServiceProblems.unusable("STS"));
  }

  /// The ARN that AWS returns, for services that omit it.
  private static String assumedRole(ExchangeRequest request) {
    var role = request.role();
    return "arn:%s:sts::%s:assumed-role/%s/%s"
        .formatted(role.partition(), role.account(), role.name(), request.sessionName());
  }
}
