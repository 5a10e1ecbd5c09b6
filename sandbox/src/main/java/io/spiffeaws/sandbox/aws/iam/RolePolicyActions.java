package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.ManagedPolicy;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.wire.PercentCode;
import io.spiffeaws.sandbox.aws.wire.QueryAction;
import io.spiffeaws.sandbox.aws.wire.QueryCall;
import io.spiffeaws.sandbox.aws.wire.Validation;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The actions on a role's permissions: inline policies and attached policies. Called while the
/// lock of IAM is held. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
record RolePolicyActions(Account account) {
  Map<String, QueryAction> actions() {
    return Map.of(
        "PutRolePolicy", this::put,
        "GetRolePolicy", this::get,
        "DeleteRolePolicy", this::delete,
        "ListRolePolicies", this::list,
        "AttachRolePolicy", this::attach,
        "DetachRolePolicy", this::detach,
        "ListAttachedRolePolicies", this::listAttached);
  }

  private void put(QueryCall call, Xml result) {
    var name = RoleNames.name(call.parameters(), "PolicyName", 128);
    var role = role(call);
    var document = PolicyDocuments.permissions(call.parameters());
    var inline = new LinkedHashMap<>(role.policies().inline());
    inline.put(name, document);
    if (inline.values().stream().mapToInt(PolicyDocument::size).sum() > Quotas.INLINE_POLICIES) {
      throw IamErrors.limit(
          "Maximum policy size of %d bytes exceeded for role %s"
              .formatted(Quotas.INLINE_POLICIES, role.name()));
    }
    account.put(role.withInline(inline));
  }

  private void get(QueryCall call, Xml result) {
    var name = RoleNames.name(call.parameters(), "PolicyName", 128);
    var role = role(call);
    var document = role.policies().inline().get(name);
    if (document == null) {
      throw IamErrors.noSuchRolePolicy(name);
    }
    result
        .text("RoleName", role.name())
        .text("PolicyName", name)
        .text("PolicyDocument", PercentCode.encode(document));
  }

  private void delete(QueryCall call, Xml result) {
    var name = RoleNames.name(call.parameters(), "PolicyName", 128);
    var role = role(call);
    var inline = new LinkedHashMap<>(role.policies().inline());
    if (inline.remove(name) == null) {
      throw IamErrors.noSuchRolePolicy(name);
    }
    account.put(role.withInline(inline));
  }

  private void list(QueryCall call, Xml result) {
    var names = List.copyOf(role(call).policies().inline().keySet());
    var page = Page.of(names, Function.identity(), call.parameters());
    result.texts("PolicyNames", page.items());
    page.writeEnd(result);
  }

  private void attach(QueryCall call, Xml result) {
    var role = role(call);
    var arn = policyArn(call);
    if (account.policy(arn).isEmpty()) {
      throw IamErrors.noSuchEntity("Policy %s does not exist or is not attachable.".formatted(arn));
    }
    if (role.policies().attached().contains(arn)) {
      return;
    }
    if (role.policies().attached().size() >= Quotas.ATTACHED_POLICIES) {
      throw IamErrors.quota("PoliciesPerRole", Quotas.ATTACHED_POLICIES);
    }
    var attached = new ArrayList<>(role.policies().attached());
    attached.add(arn);
    account.put(role.withAttached(attached));
  }

  private void detach(QueryCall call, Xml result) {
    var role = role(call);
    var arn = policyArn(call);
    if (!role.policies().attached().contains(arn)) {
      throw IamErrors.noSuchPolicy(arn);
    }
    account.put(
        role.withAttached(
            role.policies().attached().stream().filter(other -> !other.equals(arn)).toList()));
  }

  private void listAttached(QueryCall call, Xml result) {
    var attached =
        role(call).policies().attached().stream()
            .flatMap(arn -> account.policy(arn).stream())
            .toList();
    var page = Page.of(attached, ManagedPolicy::arn, call.parameters());
    result.list(
        "AttachedPolicies",
        page.items(),
        policy -> result.text("PolicyName", policy.name()).text("PolicyArn", policy.arn()));
    page.writeEnd(result);
  }

  private Role role(QueryCall call) {
    return RoleNames.role(account, call.parameters());
  }

  private static String policyArn(QueryCall call) {
    var arn = call.parameters().required("PolicyArn");
    new Validation().length("policyArn", arn, 20, 2048).finish();
    return arn;
  }
}
