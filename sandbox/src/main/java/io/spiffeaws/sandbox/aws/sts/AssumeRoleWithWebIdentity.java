package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.identity.GlobalConditionKeys;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.QueryAction;
import io.spiffeaws.sandbox.aws.wire.QueryCall;
import io.spiffeaws.sandbox.aws.wire.Validation;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The action AssumeRoleWithWebIdentity, which exchanges a token for a role session. The request is
/// not signed: the token authenticates the caller.
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
record AssumeRoleWithWebIdentity(
    Account account,
    TokenVerifier verifier,
    SessionIssuer issuer,
    ExchangeEvents events,
    Clock clock)
    implements QueryAction {

  @Override
  public void answer(QueryCall call, Xml result) {
    var parameters = call.parameters();
    var text = parameters.required("WebIdentityToken");
    var request =
        SessionRequest.read(
            parameters, account, new Validation().length("webIdentityToken", text, 4, 20_000));
    var token = WebIdentityToken.read(text);
    var provider = verifier.verify(token, request.role().account());
    var exchange = new ExchangeEvents.Exchange(call, request, token, provider);
    try {
      open(exchange, result);
      events.add(exchange, Optional.empty());
    } catch (AwsError refusal) {
      events.add(exchange, Optional.of(refusal));
      throw refusal;
    }
  }

  private void open(ExchangeEvents.Exchange exchange, Xml result) {
    var request = exchange.request();
    var token = exchange.token();
    var provider = exchange.provider();
    var keys = new WebIdentityKeys(token, provider);
    var context =
        GlobalConditionKeys.of(exchange.call().request(), clock).with(keys.all(request.name()));
    var role =
        request
            .role()
            .find(account)
            .filter(found ->
                TrustPolicyCheck.allows(
                    found, keys.actions(), Map.of("Federated", Set.of(provider.arn())), context))
            .orElseThrow(() ->
                StsErrors.accessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity"));
    var caller =
        issuer.open(
            role,
            SessionIssuer.Opening.of(
                request,
                keys.federation().with(SourceIdentity.sessionKey(keys.sourceIdentity())),
                keys.tags()));
    SessionIssuer.write(result, caller, request);
    result
        .text("SubjectFromWebIdentityToken", token.subject())
        .text("Audience", token.audience())
        .text("Provider", token.issuer());
    keys.sourceIdentity().ifPresent(source -> result.text("SourceIdentity", source));
  }
}
