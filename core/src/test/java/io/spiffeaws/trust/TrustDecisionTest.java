package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;

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
  void aStatementSaysWhoIsLetIn(String condition, String expected) {
    var decision = decide("", condition);

    assertThat(decision.getClass().getSimpleName()).isEqualTo(expected);
    assertThat(decision.reasons()).isNotEmpty();
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
  void aDenyThatHoldsWins(String condition, String expected) {
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
        .contains("a key that the token does not bring");
  }

  private static TrustDecision decide(String before, String condition) {
    return TrustDecision.decide(
        TrustPolicy.parse(
            ("{'Version':'2012-10-17','Statement':["
                    + before
                    + "{'Effect':'Allow','Principal':{'Federated':['x','arn:aws:iam::1:oidc-provider/h']},"
                    + "'Action':'sts:AssumeRoleWith*','Condition':"
                    + condition
                    + "}]}")
                .replace('\'', '"')),
        WHO);
  }
}
