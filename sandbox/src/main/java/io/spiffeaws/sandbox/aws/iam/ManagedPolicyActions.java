package io.spiffeaws.sandbox.aws.iam;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.ManagedPolicy;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import io.spiffeaws.sandbox.aws.wire.PercentCode;
import io.spiffeaws.sandbox.aws.wire.QueryAction;
import io.spiffeaws.sandbox.aws.wire.QueryCall;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/// The actions on the account and on managed policies, each of which has the single version `v1`.
/// Called while the lock of IAM is held.
/// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html
record ManagedPolicyActions(Account account, Identifiers identifiers, Clock clock) {
  private static final String AWS_OWN = "arn:aws:iam::aws:";

  Map<String, QueryAction> actions() {
    return Map.of(
        "CreatePolicy", this::create,
        "GetPolicy", this::get,
        "GetPolicyVersion", this::getVersion,
        "ListPolicies", this::list,
        "ListPolicyVersions", this::listVersions,
        "DeletePolicy", this::delete,
        "GetAccountSummary", this::summary);
  }

  private void create(QueryCall call, Xml result) {
    var name = RoleNames.name(call.parameters(), "PolicyName", 128);
    var path = RoleNames.path(call.parameters());
    var document = PolicyDocuments.permissions(call.parameters());
    var arn = account.iamArn("policy" + path + name);
    boolean taken =
        account.policies().stream()
            .anyMatch(policy -> own(policy.arn()) && policy.name().equalsIgnoreCase(name));
    if (taken) {
      throw IamErrors.exists(
          "A policy called %s already exists. Duplicate names are not allowed.".formatted(name));
    }
    if (PolicyDocument.size(document) > Quotas.MANAGED_POLICY) {
      throw IamErrors.quota("PolicySize", Quotas.MANAGED_POLICY);
    }
    var policy =
        new ManagedPolicy(arn, identifiers.unique("ANPA"), path, name, document, clock.instant());
    account.put(policy);
    result.element("Policy", xml -> write(xml, policy));
  }

  private void get(QueryCall call, Xml result) {
    result.element("Policy", xml -> write(xml, policy(call)));
  }

  private void getVersion(QueryCall call, Xml result) {
    var policy = policy(call);
    var version = call.parameters().required("VersionId");
    if (!version.equals("v1")) {
      throw IamErrors.noSuchEntity(
          "Policy %s version %s does not exist or is not attachable."
              .formatted(policy.arn(), version));
    }
    result.element(
        "PolicyVersion",
        xml -> {
          xml.text("Document", PercentCode.encode(policy.document()));
          writeVersion(xml, policy);
        });
  }

  private void list(QueryCall call, Xml result) {
    var scope = call.parameters().get("Scope").orElse("All");
    var policies =
        account.policies().stream()
            .filter(policy -> !scope.equals("Local") || own(policy.arn()))
            .filter(policy -> !scope.equals("AWS") || !own(policy.arn()))
            .toList();
    var page = Page.of(policies, ManagedPolicy::arn, call.parameters());
    result.list("Policies", page.items(), policy -> write(result, policy));
    page.writeEnd(result);
  }

  private void listVersions(QueryCall call, Xml result) {
    var policy = policy(call);
    result
        .element("Versions", xml -> xml.element("member", member -> writeVersion(member, policy)))
        .text("IsTruncated", "false");
  }

  private void delete(QueryCall call, Xml result) {
    var policy = policy(call);
    if (!own(policy.arn())) {
      throw IamErrors.invalidInput("Cannot delete an AWS managed policy.");
    }
    if (attachments(policy) > 0) {
      throw IamErrors.deleteConflict("Cannot delete a policy attached to entities.");
    }
    account.removePolicy(policy.arn());
  }

  private void summary(QueryCall call, Xml result) {
    var numbers = new LinkedHashMap<String, Long>();
    numbers.put("Roles", (long) account.roles().size());
    numbers.put("RolesQuota", (long) Quotas.ROLES);
    numbers.put("Providers", (long) account.providers().size());
    numbers.put(
        "Policies", account.policies().stream().filter(policy -> own(policy.arn())).count());
    numbers.put("PoliciesQuota", (long) Quotas.POLICIES);
    numbers.put("PolicySizeQuota", (long) Quotas.MANAGED_POLICY);
    numbers.put("AssumeRolePolicySizeQuota", (long) Quotas.TRUST_POLICY);
    numbers.put("RolePolicySizeQuota", (long) Quotas.INLINE_POLICIES);
    numbers.put("AttachedPoliciesPerRoleQuota", (long) Quotas.ATTACHED_POLICIES);
    numbers.put("VersionsPerPolicyQuota", 5L);
    result.element(
        "SummaryMap",
        map ->
            numbers.forEach((name, number) ->
                map.element(
                    "entry",
                    entry -> entry.text("key", name).text("value", Long.toString(number)))));
  }

  private ManagedPolicy policy(QueryCall call) {
    var arn = call.parameters().required("PolicyArn");
    return account.policy(arn).orElseThrow(() -> IamErrors.noSuchPolicy(arn));
  }

  private void write(Xml xml, ManagedPolicy policy) {
    xml.text("PolicyName", policy.name())
        .text("PolicyId", policy.id())
        .text("Arn", policy.arn())
        .text("Path", policy.path())
        .text("DefaultVersionId", "v1")
        .text("AttachmentCount", Long.toString(attachments(policy)))
        .text("PermissionsBoundaryUsageCount", "0")
        .text("IsAttachable", "true")
        .text("CreateDate", Timestamps.of(policy.created()))
        .text("UpdateDate", Timestamps.of(policy.created()));
  }

  private static void writeVersion(Xml xml, ManagedPolicy policy) {
    xml.text("VersionId", "v1")
        .text("IsDefaultVersion", "true")
        .text("CreateDate", Timestamps.of(policy.created()));
  }

  private long attachments(ManagedPolicy policy) {
    return account.roles().stream()
        .map(role -> role.policies().attached())
        .filter(attached -> attached.contains(policy.arn()))
        .count();
  }

  private static boolean own(String arn) {
    return !arn.startsWith(AWS_OWN);
  }
}
