package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.aws.account.OidcProvider;
import io.spiffeaws.sandbox.aws.cloudtrail.EventHistory;
import io.spiffeaws.sandbox.aws.cloudtrail.RecordedEvent;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.QueryCall;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Records exchanges of verified tokens. AWS does not record a token that it cannot verify.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
record ExchangeEvents(EventHistory history, String account, String region, Clock clock) {
  private static final String NAME = "AssumeRoleWithWebIdentity";

  /// The message of AWS's event, whatever the message of the response is.
  private static final String UNKNOWN = "An unknown error occurred";

  /// The verified token and the request that it came with.
  record Exchange(
      QueryCall call, SessionRequest request, WebIdentityToken token, OidcProvider provider) {}

  /// Records an exchange.
  ///
  /// @param refusal the error response; empty if the exchange succeeded
  void add(Exchange exchange, Optional<AwsError> refusal) {
    var time = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var id = UUID.randomUUID().toString();
    var role = exchange.request().role().text();
    var call = exchange.call().request();
    var event =
        Json.object()
            .with("eventVersion", Json.of("1.08"))
            .with("userIdentity", user(exchange))
            .with("eventTime", Json.of(time.toString()))
            .with("eventSource", Json.of("sts.amazonaws.com"))
            .with("eventName", Json.of(NAME))
            .with("awsRegion", Json.of(region))
            .with("sourceIPAddress", Json.of(call.from().getHostAddress()))
            .with("userAgent", Json.of(call.header("user-agent").orElse("")));
    if (refusal.isPresent()) {
      var code = refusal.get().code();
      var message = code.equals("AccessDenied") ? UNKNOWN : refusal.get().message();
      event = event.with("errorCode", Json.of(code)).with("errorMessage", Json.of(message));
    }
    event =
        event
            .with("requestParameters", parameters(exchange.request()))
            .with("responseElements", refusal.isPresent() ? new Json.Null() : response(exchange))
            .with("requestID", Json.of(call.id()))
            .with("eventID", Json.of(id))
            .with("readOnly", Json.of(true))
            .with("resources", Json.array(List.of(resource(role))))
            .with("eventType", Json.of("AwsApiCall"))
            .with("managementEvent", Json.of(true))
            .with("recipientAccountId", Json.of(account))
            .with("eventCategory", Json.of("Management"));
    history.add(new RecordedEvent(id, time, NAME, exchange.token().subject(), role, event));
  }

  private static Json.Obj user(Exchange exchange) {
    var token = exchange.token();
    var provider = exchange.provider().arn();
    return Json.object()
        .with("type", Json.of("WebIdentityUser"))
        .with("principalId", Json.of(provider + ":" + token.audience() + ":" + token.subject()))
        .with("userName", Json.of(token.subject()))
        .with("identityProvider", Json.of(provider));
  }

  private static Json.Obj parameters(SessionRequest request) {
    return Json.object()
        .with("roleArn", Json.of(request.role().text()))
        .with("roleSessionName", Json.of(request.name()))
        .with("durationSeconds", Json.of(request.seconds()));
  }

  private static Json.Obj response(Exchange exchange) {
    return Json.object()
        .with("subjectFromWebIdentityToken", Json.of(exchange.token().subject()))
        .with("provider", Json.of(exchange.provider().arn()))
        .with("audience", Json.of(exchange.token().audience()));
  }

  private Json.Obj resource(String role) {
    return Json.object()
        .with("accountId", Json.of(account))
        .with("type", Json.of("AWS::IAM::Role"))
        .with("ARN", Json.of(role));
  }
}
