package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.identity.QueryAuthorizer;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import io.spiffeaws.sandbox.aws.wire.QueryAction;
import io.spiffeaws.sandbox.aws.wire.QueryApi;
import io.spiffeaws.sandbox.aws.wire.QueryCall;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The IAM service. Every request must be signed and allowed by the caller's policies. Changes are
/// made one at a time.
public final class Iam {
  private final Account account;
  private final QueryAuthorizer gate;
  private final ReentrantLock lock = new ReentrantLock();

  private Iam(Account account, QueryAuthorizer gate) {
    this.account = account;
    this.gate = gate;
  }

  public static QueryApi api(
      Account account,
      QueryAuthorizer gate,
      IssuerDocuments issuers,
      IssuerCertificates certificates,
      Identifiers identifiers,
      Clock clock) {
    var iam = new Iam(account, gate);
    var providers = new ProviderActions(account, issuers, certificates, clock, iam.lock);
    var serialized = new HashMap<String, QueryAction>();
    serialized.putAll(providers.actions());
    serialized.putAll(new RoleActions(account, identifiers, clock).actions());
    serialized.putAll(new RolePolicyActions(account).actions());
    serialized.putAll(new ManagedPolicyActions(account, identifiers, clock).actions());
    var actions = new HashMap<String, QueryAction>();
    serialized.forEach((name, action) -> actions.put(name, iam.guarded(iam.serialized(action))));
    actions.put("CreateOpenIDConnectProvider", iam.guarded(providers::create));
    return new QueryApi("https://iam.amazonaws.com/doc/2010-05-08/", "2010-05-08", actions);
  }

  private QueryAction guarded(QueryAction action) {
    return (call, result) -> {
      var caller = gate.authenticate(call);
      gate.authorize(caller, call, resource(call), keys(call));
      action.answer(call, result);
    };
  }

  private QueryAction serialized(QueryAction action) {
    return (call, result) -> {
      lock.lock();
      try {
        action.answer(call, result);
      } finally {
        lock.unlock();
      }
    };
  }

  private String resource(QueryCall call) {
    var parameters = call.parameters();
    return parameters
        .get("RoleName")
        .map(this::roleArn)
        .or(() -> parameters.get("OpenIDConnectProviderArn"))
        .or(() -> parameters.get("PolicyArn"))
        .or(() -> parameters.get("Url").map(this::providerArn))
        .orElse("*");
  }

  private String roleArn(String name) {
    return account.role(name).map(Role::arn).orElseGet(() -> account.iamArn("role/" + name));
  }

  private String providerArn(String url) {
    return account.iamArn("oidc-provider/" + url.replaceFirst("^https://", ""));
  }

  private static RequestContext keys(QueryCall call) {
    var context = RequestContext.empty();
    for (var key :
        Map.of("iam:PolicyARN", "PolicyArn", "iam:PermissionsBoundary", "PermissionsBoundary")
            .entrySet()) {
      var value = call.parameters().get(key.getValue());
      context = value.isPresent() ? context.with(key.getKey(), value.get()) : context;
    }
    return context;
  }
}
