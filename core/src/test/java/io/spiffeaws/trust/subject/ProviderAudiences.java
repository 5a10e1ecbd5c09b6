package io.spiffeaws.trust.subject;

import io.spiffeaws.fuzz.CannedHttp;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import io.spiffeaws.trust.iam.ListedRole;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.SdkOidcProviders;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.S3Access;
import java.util.List;
import java.util.function.Consumer;

/// The parsers of this package, for fuzz tests.
public final class ProviderAudiences {
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":\
      "arn:aws:iam::123456789012:oidc-provider/oidc.example.org","AWS":["a","b"]},\
      "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{\
      "oidc.example.org:aud":"sts.amazonaws.com","oidc.example.org:sub":["spiffe://example.org/a"]},\
      "ForAnyValue:StringLikeIfExists":{"oidc.example.org:sub":"spiffe://example.org/b/*"}}},\
      {"Effect":"Deny","Principal":"*","Action":["sts:*"],"Condition":{}}]}\
      """;
  private static final String ROLE =
      """
      <GetRoleResponse><GetRoleResult><Role><Path>/</Path><RoleName>a</RoleName>\
      <Arn>arn:aws:iam::123456789012:role/a</Arn><CreateDate>2026-01-01T00:00:00Z</CreateDate>\
      <MaxSessionDuration>3600</MaxSessionDuration>\
      <AssumeRolePolicyDocument>%7B%22Statement%22%3A%5B%5D%7D</AssumeRolePolicyDocument>\
      <Tags><member><Key>k</Key><Value>v</Value></member></Tags></Role></GetRoleResult>\
      </GetRoleResponse>\
      """;
  private static final String PROVIDER =
      """
      <GetOpenIDConnectProviderResponse><GetOpenIDConnectProviderResult><Url>oidc.example.org</Url>\
      <ClientIDList><member>sts.amazonaws.com</member></ClientIDList><ThumbprintList/>\
      <Tags><member><Key>k</Key><Value>v</Value></member></Tags></GetOpenIDConnectProviderResult>\
      </GetOpenIDConnectProviderResponse>\
      """;
  private static final ProviderArn ARN =
      new ProviderArn("arn:aws:iam::123456789012:oidc-provider/oidc.example.org");

  private ProviderAudiences() {}

  public static List<Target> all() {
    return List.of(
        Target.json("trust policy", ProviderAudiences::policy, POLICY),
        iam("IAM role", roles -> roles.find("a"), ROLE),
        iam("IAM roles", roles -> roles.listed(), listed("ListRoles", "Roles")),
        iam("IAM role list", roles -> roles.list(), listed("ListRoles", "Roles")),
        iam("IAM policies", roles -> roles.attachedPolicies("a"), attached()),
        iam("IAM policy", roles -> roles.inlinePolicy("a", "p"), inline()),
        Target.answer(
            "IAM provider",
            Form.TEXT,
            bytes -> new SdkOidcProviders(CannedHttp.iam(bytes)).find(ARN),
            PROVIDER),
        Target.answer(
            "IAM providers",
            Form.TEXT,
            bytes -> new SdkOidcProviders(CannedHttp.iam(bytes)).list(),
            "<ListOpenIDConnectProvidersResponse><ListOpenIDConnectProvidersResult>"
                + "<OpenIDConnectProviderList><member><Arn>"
                + ARN
                + "</Arn></member></OpenIDConnectProviderList></ListOpenIDConnectProvidersResult>"
                + "</ListOpenIDConnectProvidersResponse>"),
        Target.text(
            "role", RoleReference::parse, "s3-app", "arn:aws:iam::123456789012:role/p/s3-app"),
        Target.text("provider ARN", ProviderAudiences::arn, ARN.text()),
        Target.text(
            "S3 access", ProviderAudiences::access, "reports/2026:read-write", "a-b.c:read"),
        Target.text("subject", Subject::parse, "spiffe://example.org/a", "spiffe://a/b/*"));
  }

  private static void arn(String text) {
    var arn = new ProviderArn(text);
    arn.account();
    arn.partition();
    arn.url();
  }

  private static void access(String text) {
    var access = S3Access.parse(text);
    access.policyName();
    access.policy("aws");
  }

  private static void policy(String text) {
    var policy = TrustPolicy.parse(text);
    policy.pretty();
    policy.length();
    policy.providers();
    policy.meansSameAs(policy);
    SubjectEditor.subs(policy);
    SubjectEditor.open(policy);
    new ListedRole("a", "", text).mayAcceptToken(ARN, "sts.amazonaws.com");
  }

  private static Target iam(String name, Consumer<SdkRoles> call, String answer) {
    return Target.answer(
        name, Form.TEXT, bytes -> call.accept(new SdkRoles(CannedHttp.iam(bytes))), answer);
  }

  private static String listed(String call, String list) {
    return ROLE.replace("GetRole", call)
        .replace("<Role>", "<" + list + "><member>")
        .replace("</Role>", "</member></" + list + "><IsTruncated>false</IsTruncated>");
  }

  private static String attached() {
    return "<ListAttachedRolePoliciesResponse><ListAttachedRolePoliciesResult><AttachedPolicies><member>"
        + "<PolicyName>p</PolicyName><PolicyArn>arn:aws:iam::aws:policy/p</PolicyArn></member>"
        + "</AttachedPolicies><IsTruncated>false</IsTruncated></ListAttachedRolePoliciesResult>"
        + "</ListAttachedRolePoliciesResponse>";
  }

  private static String inline() {
    return "<GetRolePolicyResponse><GetRolePolicyResult><RoleName>a</RoleName><PolicyName>p</PolicyName>"
        + "<PolicyDocument>%7B%22Statement%22%3A%5B%5D%7D</PolicyDocument></GetRolePolicyResult>"
        + "</GetRolePolicyResponse>";
  }
}
