package io.spiffeaws.trust.lint;

import io.spiffeaws.fuzz.Target;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.issuer.TokenClaims;
import io.spiffeaws.trust.policy.DenialDiagnosis;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import java.util.List;

/// The parsers and evaluations of trust policies.
public final class LintTargets {
  private static final String HOST = "token.actions.githubusercontent.com";
  private static final String PROVIDER = "arn:aws:iam::123456789012:oidc-provider/" + HOST;
  private static final String POLICY =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"PROVIDER"},\
      "Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{\
      "HOST:aud":"sts.amazonaws.com"},"StringLike":{"HOST:sub":"repo:a/*:ref:refs/heads/main",\
      "HOST:repository_id":["1","2"]}}},{"Effect":"Deny","Principal":{"Federated":"PROVIDER"},\
      "Action":["sts:*"],"Condition":{"Null":{"HOST:actor":"true"},\
      "ForAllValues:StringNotEquals":{"HOST:sub":["x"]},"Bool":{"aws:SecureTransport":"false"}}}]}\
      """
          .replace("PROVIDER", PROVIDER)
          .replace("HOST", HOST);
  private static final String SPIFFE =
      POLICY.replace(HOST, "oidc.example.org").replace("repo:a/*:ref", "spiffe://example.org/*:a");
  private static final String CLAIMS =
      """
      {"sub":"repo:a/b:ref:refs/heads/main","aud":["sts.amazonaws.com"],"azp":null,\
      "repository_id":1,"actor":"a","amr":["x",true]}\
      """;

  private static final RolesAnywhereArn ANCHOR =
      RolesAnywhereArn.parse(
          "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a",
          RolesAnywhereArn.Type.TRUST_ANCHOR);

  private LintTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.json("lint of a trust policy", LintTargets::lint, POLICY, SPIFFE),
        Target.json(
            "decision of a trust policy for a certificate",
            text ->
                TrustDecision.decide(
                    TrustPolicy.parse(text),
                    RolesAnywhereSession.of(ANCHOR, "spiffe://example.org/a")),
            RolesAnywhereStatements.policy(ANCHOR, List.of(Subject.parse("spiffe://example.org/a")))
                .pretty()),
        Target.json("decision of a trust policy", text -> decide(text, CLAIMS), POLICY),
        Target.json("claims for a trust policy", text -> decide(POLICY, text), CLAIMS));
  }

  private static void lint(String text) {
    var policy = TrustPolicy.parse(text);
    var lint = new LintTrust(List.of());
    lint.file("policy.json", policy);
    lint.fixed("policy.json", policy).pretty();
  }

  private static void decide(String text, String token) {
    if (!(JsonText.parse(token, "claims") instanceof Json.Obj claims)) {
      throw ProblemException.malformed("no-claims", "there are no claims", "");
    }
    var identity =
        new WebIdentity(
            PROVIDER,
            HOST,
            claims.text("sub").orElse(""),
            "sts.amazonaws.com",
            TokenClaims.read(HOST, claims));
    var policy = TrustPolicy.parse(text);
    TrustDecision.decide(policy, identity).reasons();
    DenialDiagnosis.of(policy, identity).detail();
  }
}
