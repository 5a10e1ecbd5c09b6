package io.spiffeaws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.s3.PermissionEvaluation.Applies;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.trust.policy.TrustStatement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionEvaluationTest {
  private final PermissionEvaluation evaluation =
      new PermissionEvaluation(
          AccessCall.of(
              "s3:PutObject",
              "arn:aws:s3:::reports/2026/k",
              RoleArn.named("app", "123456789012", "aws"),
              "arn:aws:sts::123456789012:assumed-role/app/name"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/*"         | YES
          "Action":["s3:Get*","S3:putobject"],"Resource":"*"                  | YES
          "Action":"*","Resource":["arn:aws:s3:::other/*","*"]                | YES
          "Action":"s3:GetObject","Resource":"*"                              | NO
          "Action":"s3:PutObject","Resource":"arn:aws:s3:::reports"           | NO
          "Action":"s3:PutObject","Resource":"arn:aws:s3:::reports/2025/*"    | NO
          "NotAction":"s3:Get*","Resource":"*"                                | YES
          "NotAction":"s3:Put*","Resource":"*"                                | NO
          "Action":"*","NotResource":"arn:aws:s3:::reports/2026/*"            | NO
          "Action":"*","NotResource":"arn:aws:s3:::reports/2025/*"            | YES
          "Action":"*","Resource":"arn:aws:s3:::reports/${aws:userid}/*"      | UNKNOWN
          "Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}                                     | NO
          "Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":true}}                                        | YES
          "Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":"123456789012"}}                  | NO
          "Action":"*","Resource":"*","Condition":{"ArnLike":{"AWS:principalarn":"arn:aws:iam::123456789012:role/*"}}          | YES
          "Action":"*","Resource":"*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::123456789012:role/other"}}   | YES
          "Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}                                 | UNKNOWN
          "Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"vpce-1"}}                      | NO
          "Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceVpce":"v"},"Bool":{"aws:SecureTransport":"false"}} | NO
          """)
  void statementOfARole(String members, Applies applies) {
    assertThat(evaluation.applies(statement("\"Effect\":\"Allow\"," + members))).isEqualTo(applies);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Deny  | "Principal":"*"                                                                    | YES
          Deny  | "Principal":{"AWS":"*"}                                                            | YES
          Allow | "Principal":{"AWS":"arn:aws:iam::123456789012:role/app"}                           | YES
          Allow | "Principal":{"AWS":["x","arn:aws:sts::123456789012:assumed-role/app/name"]}        | YES
          Allow | "Principal":{"AWS":"arn:aws:iam::123456789012:role/other"}                         | NO
          Allow | "Principal":{"AWS":"arn:aws:iam::123456789012:root"}                               | NO
          Deny  | "Principal":{"AWS":"arn:aws:iam::123456789012:root"}                               | YES
          Deny  | "Principal":{"AWS":"123456789012"}                                                 | YES
          Deny  | "Principal":{"Service":"s3.amazonaws.com"}                                         | NO
          Deny  | "NotPrincipal":{"AWS":"arn:aws:iam::123456789012:role/app"}                        | NO
          Deny  | "NotPrincipal":{"AWS":"arn:aws:iam::123456789012:role/other"}                      | UNKNOWN
          """)
  void principalOfABucketPolicy(String effect, String principal, Applies applies) {
    var members =
        "\"Effect\":\"%s\",%s,\"Action\":\"s3:*\",\"Resource\":\"*\"".formatted(effect, principal);
    assertThat(evaluation.appliesToPrincipal(statement(members))).isEqualTo(applies);
  }

  private static TrustStatement statement(String members) {
    return PermissionPolicy.parse("policy", "", FakeAccessPolicies.document("{" + members + "}"))
        .statements()
        .getFirst();
  }
}
