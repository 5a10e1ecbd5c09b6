package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.identity.QueryAuthorizer;
import io.spiffeaws.sandbox.aws.wire.QueryAction;
import io.spiffeaws.sandbox.aws.wire.QueryCall;
import io.spiffeaws.sandbox.aws.wire.Xml;

/// The action GetCallerIdentity. No policy can deny it.
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
record GetCallerIdentity(QueryAuthorizer gate, String account) implements QueryAction {
  @Override
  public void answer(QueryCall call, Xml result) {
    var caller = gate.authenticate(call);
    result.text("Arn", caller.arn()).text("UserId", caller.userId()).text("Account", account);
  }
}
