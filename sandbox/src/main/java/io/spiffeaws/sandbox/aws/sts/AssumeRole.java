package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.identity.Caller;
import io.spiffeaws.sandbox.aws.identity.GlobalConditionKeys;
import io.spiffeaws.sandbox.aws.identity.QueryAuthorizer;
import io.spiffeaws.sandbox.aws.identity.SessionTags;
import io.spiffeaws.sandbox.aws.identity.VirtualMfaDevice;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.QueryAction;
import io.spiffeaws.sandbox.aws.wire.QueryCall;
import io.spiffeaws.sandbox.aws.wire.Validation;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The action AssumeRole, called by another role or by the administrator.
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
record AssumeRole(
    Account account,
    QueryAuthorizer gate,
    SessionIssuer issuer,
    VirtualMfaDevice mfaDevice,
    Clock clock)
    implements QueryAction {
  private static final int LONGEST_CHAINED = 3600;

  @Override
  public void answer(QueryCall call, Xml result) {
    var caller = gate.authenticate(call);
    var validation = new Validation();
    var tags = TagParameters.read(call.parameters(), validation);
    var source = SourceIdentity.read(call.parameters(), caller, validation);
    var mfa = MfaCode.read(call.parameters(), validation);
    var request = SessionRequest.read(call.parameters(), account, validation);
    if (caller instanceof Caller.Assumed && request.seconds() > LONGEST_CHAINED) {
      throw AwsError.validation(
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
              + " role chaining");
    }
    var keys =
        keys(call, request)
            .with(tags.requestKeys())
            .with(mfa.verify(mfaDevice, caller))
            .with(SourceIdentity.requestKey(call.parameters().get("SourceIdentity")))
            .with(SourceIdentity.sessionKey(SourceIdentity.of(caller)));
    var role =
        request
            .role()
            .find(account)
            .filter(found -> trusted(found, caller, call, actions(tags, source), keys))
            .orElseThrow(() ->
                StsErrors.accessDenied(
                    "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
                        .formatted(caller.arn(), request.role().text())));
    var session =
        issuer.open(
            role,
            SessionIssuer.Opening.of(
                request, SourceIdentity.sessionKey(source), tags.inheriting(of(caller))));
    SessionIssuer.write(result, session, request);
    source.ifPresent(value -> result.text("SourceIdentity", value));
  }

  private RequestContext keys(QueryCall call, SessionRequest request) {
    var context =
        GlobalConditionKeys.of(call.request(), clock).with("sts:RoleSessionName", request.name());
    return call.parameters()
        .get("ExternalId")
        .map(externalId -> context.with("sts:ExternalId", externalId))
        .orElse(context);
  }

  private static List<String> actions(SessionTags tags, Optional<String> source) {
    var actions = new ArrayList<>(List.of("sts:AssumeRole"));
    if (!tags.tags().isEmpty()) {
      actions.add("sts:TagSession");
    }
    if (source.isPresent()) {
      actions.add("sts:SetSourceIdentity");
    }
    return actions;
  }

  private static SessionTags of(Caller caller) {
    return caller instanceof Caller.Assumed(_, var session) ? session.tags() : SessionTags.NONE;
  }

  /// Returns whether the caller may assume the role. If the trust policy names the caller, that is
  /// enough. If it names the account, the caller's own policies must allow the actions too.
  private boolean trusted(
      Role role, Caller caller, QueryCall call, List<String> actions, RequestContext keys) {
    var direct = new HashSet<>(Set.of(caller.arn()));
    if (caller instanceof Caller.Assumed(_, var session)) {
      account.role(session.roleName()).map(Role::arn).ifPresent(direct::add);
    }
    if (TrustPolicyCheck.allows(role, actions, Map.of("AWS", direct), keys)) {
      return true;
    }
    var everyone = new HashSet<>(direct);
    everyone.add(account.iamArn("root"));
    everyone.add(account.number());
    if (!TrustPolicyCheck.allows(role, actions, Map.of("AWS", everyone), keys)) {
      return false;
    }
    actions.forEach(action -> gate.authorize(caller, call, action, role.arn(), keys));
    return true;
  }
}
