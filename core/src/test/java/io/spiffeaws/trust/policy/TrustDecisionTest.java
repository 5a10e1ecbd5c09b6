package io.spiffeaws.trust.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.trust.issuer.TokenClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustDecisionTest {
  private static final WebIdentity WHO =
      new WebIdentity("arn:aws:iam::1:oidc-provider/h", "h", "spiffe://td/a", "aud");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                                         | Allowed
          {'StringEquals':{'h:sub':'spiffe://td/a'}}                 | Allowed
          {'StringEquals':{'h:sub':'spiffe://td/A'}}                 | Denied
          {'StringEquals':{'h:sub':'spiffe://td/*'}}                 | Denied
          {'StringLike':{'h:sub':'spiffe://td/*'}}                   | Allowed
          {'StringLike':{'h:sub':'spiffe://td/?'}}                   | Allowed
          {'StringLike':{'h:sub':'spiffe://td/??'}}                  | Denied
          {'StringEqualsIgnoreCase':{'h:sub':'SPIFFE://TD/A'}}       | Allowed
          {'StringEquals':{'H:Sub':['x','spiffe://td/a']}}           | Allowed
          {'stringEquals':{'h:sub':['x','spiffe://td/a']}}           | Undecided
          {'Bool':{'h:email_verified':'true'}}                       | Denied
          {'BoolIfExists':{'h:email_verified':'true'}}               | Allowed
          {'NumericLessThan':{'h:level':'3'}}                        | Denied
          {'NumericNotEquals':{'h:level':'3'}}                       | Allowed
          {'DateLessThan':{'h:at':'2026-01-01T00:00:00Z'}}           | Denied
          {'NumericEquals':{'h:sub':'3'}}                            | Undecided
          {'Bool':{'aws:SecureTransport':'true'}}                    | Allowed
          {'BoolIfExists':{'aws:SecureTransport':'false'}}           | Denied
          {'Null':{'aws:SecureTransport':'true'}}                    | Denied
          {'NumericEquals':{'aws:SecureTransport':'1'}}              | Undecided
          {'StringEquals':{'h:sub':'spiffe://td/a','h:aud':'other'}} | Denied
          {'StringEquals':{'h:sub':'spiffe://td/a'},'StringLike':{'h:sub':'spiffe://td/b*'}} | Denied
          {'StringNotEquals':{'h:sub':'spiffe://td/a'}}              | Denied
          {'StringNotEquals':{'h:sub':'spiffe://td/b'}}              | Allowed
          {'StringNotLike':{'h:sub':'spiffe://*/a'}}                 | Denied
          {'StringEquals':{'h/:sub':'spiffe://td/a'}}                | Denied
          {'StringEquals':{'h:azp':'x'}}                             | Denied
          {'StringNotEquals':{'h:azp':'x'}}                          | Allowed
          {'ForAnyValue:StringNotEquals':{'h:azp':'x'}}              | Denied
          {'StringEqualsIfExists':{'h:azp':'x'}}                     | Allowed
          {'ForAllValues:StringEquals':{'h:azp':'x'}}                | Allowed
          {'ForAllValues:StringEquals':{'h:sub':'x'}}                | Denied
          {'ForAnyValue:StringLike':{'h:sub':'spiffe://*'}}          | Allowed
          {'Null':{'h:sub':'false'}}                                 | Allowed
          {'Null':{'h:sub':'true'}}                                  | Denied
          {'Null':{'h:azp':true}}                                    | Allowed
          {'StringEquals':{'h:sub':[]}}                              | Denied
          {'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}                | Undecided
          {'StringEquals':{'sts:RoleSessionName':'x'}}               | Undecided
          {'Mystery':{'h:sub':'spiffe://td/a'}}                      | Undecided
          {'StringEquals':{'h:sub':'spiffe://td/${aws:x}'}}          | Undecided
          {'Mystery':{'h:sub':'x'},'StringEquals':{'h:aud':'other'}} | Denied
          """)
  void aConditionDecides(String condition, String expected) {
    var decision = decide("", condition);

    assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(decision.reasons()).isNotEmpty();
  }

  /// A condition (`h` is the issuer), and the decision with the claims of a GitHub token and
  /// without them.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'StringEquals':{'h:repository_id':'456'}}              | Allowed   | Undecided
          {'StringEquals':{'h:Repository_ID':'457'}}              | Denied    | Undecided
          {'StringLike':{'h:repository':'acme/*'}}                | Allowed   | Undecided
          {'StringLike':{'h:workflow':'Deploy ?'}}                | Undecided | Undecided
          {'StringEquals':{'h:environment':'prod'}}               | Denied    | Undecided
          {'StringEqualsIfExists':{'h:environment':'prod'}}       | Allowed   | Undecided
          {'Null':{'h:environment':'true'}}                       | Allowed   | Undecided
          {'Null':{'h:ref':'true'}}                               | Denied    | Undecided
          {'StringNotEquals':{'h:actor':'octocat'}}               | Denied    | Undecided
          {'NumericEquals':{'h:repository_id':'456'}}             | Undecided | Undecided
          {'StringEquals':{'h:event_name':'push'}}                | Undecided | Undecided
          {'StringEqualsIfExists':{'h:event_name':'push'}}        | Undecided | Undecided
          {'StringEquals':{'h:oaud':'aud'}}                       | Allowed   | Undecided
          {'StringEquals':{'other:repository_id':'456'}}          | Denied    | Denied
          {'StringEquals':{'h:sub':'repo:acme/shop:ref:x'}}       | Allowed   | Allowed
          {'StringEquals':{'h:sub':'repo:acme/shop:ref:y','h:event_name':'push'}} | Denied | Denied
          """)
  void aClaimOfAnotherIssuerIsComparedOrUnknown(String condition, String with, String without) {
    var issuer = "token.actions.githubusercontent.com";
    var arn = "arn:aws:iam::1:oidc-provider/h";
    var claims =
        (Json.Obj)
            JsonText.parse(
                """
                {"sub":"repo:acme/shop:ref:x","aud":"aud","repository_id":"456","actor":"octocat",
                 "repository":"acme/shop","workflow":"Deploy *","ref":"x","event_name":"push"}
                """,
                "claims");
    var written = condition.replace("'h:", "'" + issuer + ":");
    var sub = "repo:acme/shop:ref:x";

    assertThat(
            decide(
                    "",
                    written,
                    new WebIdentity(arn, issuer, sub, "aud", TokenClaims.read(issuer, claims)))
                .getClass()
                .getSimpleName())
        .isEqualTo(with);
    assertThat(
            decide("", written, new WebIdentity(arn, issuer, sub, "aud"))
                .getClass()
                .getSimpleName())
        .isEqualTo(without);
  }

  @Test
  void theReasonShowsAnUnknownKey() {
    var github = "token.actions.githubusercontent.com";
    var arn = "arn:aws:iam::1:oidc-provider/h";

    assertThat(
            decide(
                    "",
                    "{'StringEquals':{'%s:event_name':'push'}}".formatted(github),
                    new WebIdentity(arn, github, "repo:a/b:ref:x", "aud"))
                .reasons())
        .containsExactly(
            "statement 1 may allow it: StringEquals %s:event_name push has a key that AWS does"
                    .formatted(github)
                + " not document for GitHub Actions");
    assertThat(
            decide(
                    "",
                    "{'StringEquals':{'gitlab.example:project_id':'7'}}",
                    new WebIdentity(arn, "gitlab.example", "project_path:a/b", "aud"))
                .reasons())
        .containsExactly(
            "statement 1 may allow it: StringEquals gitlab.example:project_id 7 depends on a claim"
                + " of the token that is unknown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {}                                          | Denied
          {'StringEquals':{'h:sub':'spiffe://td/b'}}  | Allowed
          {'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}} | Undecided
          """)
  void aDenyThatHoldsOverridesAnAllow(String condition, String expected) {
    var deny =
        "{'Effect':'Deny','Principal':{'Federated':'arn:aws:iam::1:oidc-provider/h'},'Action':'sts:*',"
            + "'Condition':"
            + condition
            + "},";

    assertThat(decide(deny, "{}").getClass().getSimpleName()).isEqualTo(expected);
  }

  @Test
  void theReasonNamesTheConditionAndWhatDiffers() {
    assertThat(decide("", "{'StringEquals':{'h:sub':'spiffe://td/A'}}").reasons())
        .containsExactly(
            "statement 1: StringEquals h:sub spiffe://td/A, and the token has spiffe://td/a,"
                + " which differs in letter case");
    assertThat(decide("", "{'StringEquals':{'h/:sub':'x'}}").reasons().getFirst())
        .contains("a key that the token does not have");
  }

  private static TrustDecision decide(String before, String condition) {
    return decide(before, condition, WHO);
  }

  private static TrustDecision decide(String before, String condition, WebIdentity who) {
    return TrustDecision.decide(
        TrustPolicy.parse(
            ("{'Version':'2012-10-17','Statement':["
                    + before
                    + "{'Effect':'Allow','Principal':{'Federated':['x','arn:aws:iam::1:oidc-provider/h']},"
                    + "'Action':'sts:AssumeRoleWith*','Condition':"
                    + condition
                    + "}]}")
                .replace('\'', '"')),
        who);
  }
}
