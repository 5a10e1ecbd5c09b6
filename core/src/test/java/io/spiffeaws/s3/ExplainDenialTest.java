package io.spiffeaws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionPolicies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Explains denials with the service's messages and with policies that can be read.
class ExplainDenialTest {
  private static final String ALLOW =
      "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}";
  private static final String READ =
      "{\"Effect\":\"Allow\",\"Action\":\"s3:Get*\",\"Resource\":\"*\"}";
  private static final String DENY =
      "{\"Sid\":\"NoWrites\",\"Effect\":\"Deny\",\"Action\":\"s3:Put*\",\"Resource\":\"*\"}";
  private static final String BUCKET_DENY =
      "{\"Sid\":\"OnlyVpc\",\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:*\","
          + "\"Resource\":\"arn:aws:s3:::reports/*\",\"Condition\":"
          + "{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}}";
  private static final String BUCKET_DENY_ALWAYS =
      "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"s3:PutObject\","
          + "\"Resource\":\"arn:aws:s3:::reports/*\"}";
  private static final String GRANT =
      "to allow s3:PutObject, run: spiffe-aws trust role create app --issuer"
          + " https://oidc.example.org --sub spiffe://example.org/a --s3 reports/2026:read-write";
  private static final String PUT =
      """
      aws iam put-role-policy --role-name app --policy-name s3-reports=2026-read-write \
      --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
      "Action":"s3:ListBucket","Resource":"arn:aws:s3:::reports","Condition":\
      {"StringLike":{"s3:prefix":"2026/*"}}},{"Effect":"Allow","Action":["s3:GetObject",\
      "s3:PutObject","s3:DeleteObject","s3:AbortMultipartUpload"],\
      "Resource":"arn:aws:s3:::reports/2026/*"}]}'\
      """;

  private SessionPolicies session = SessionPolicies.NONE;
  private List<RoleArn> chain = List.of();
  private String audience = "sts.amazonaws.com";

  @Test
  void missingPermissionIsGrantedToTheRole() {
    var check = explain(new FakeAccessPolicies().role(READ), said("no identity-based policy"));
    assertThat(check.detail())
        .isEqualTo(
            "AWS denied s3:PutObject: no statement of the identity-based policy of role app allows"
                + " it");
    assertThat(check.hint()).isEqualTo(GRANT);
  }

  @Test
  void missingPermissionIsFoundWithoutTheServicesHelp() {
    var check = explain(new FakeAccessPolicies().role(READ).bucket(""), "Access Denied");
    assertThat(check.detail()).contains("no statement of the identity-based policy of role app");
    assertThat(check.hint()).isEqualTo(GRANT);
  }

  @Test
  void permissionForAnotherPrefixIsShown() {
    var other =
        "{\"Effect\":\"Allow\",\"Action\":[\"s3:Put*\"],\"Resource\":[\"arn:aws:s3:::reports/2025/*\"]}";
    assertThat(
            explain(new FakeAccessPolicies().role(other), said("no identity-based policy"))
                .detail())
        .endsWith(
            "policy of role app allows it; the inline policy own allows it on"
                + " arn:aws:s3:::reports/2025/*");
  }

  @Test
  void readerWithoutIamPermissionsAsksAnOperator() {
    assertThat(explain(new FakeAccessPolicies(), said("no identity-based policy")).hint())
        .isEqualTo("ask an operator with IAM permissions to allow s3:PutObject with: " + PUT);
  }

  @Test
  void misspeltBucketIsNotGranted() {
    var check =
        explain(
            new FakeAccessPolicies().role(READ).buckets("report", "elsewhere"),
            said("no identity-based policy"));
    assertThat(check.hint())
        .isEqualTo(
            "the account has no bucket \"reports\", but \"report\"; specify it: s3://report/2026");
  }

  @Test
  void hintKeepsTheAudience() {
    audience = "vault";
    assertThat(
            explain(new FakeAccessPolicies().trusting("vault"), said("no identity-based policy"))
                .hint())
        .contains(" --audience vault --s3 reports/2026:read-write");
  }

  @Test
  void roleThatIsNotManagedGetsOnlyThePolicy() {
    assertThat(
            explain(new FakeAccessPolicies().unmanaged(), said("no identity-based policy")).hint())
        .isEqualTo("to allow s3:PutObject, run: " + PUT);
  }

  @Test
  void lastRoleOfAChainGetsOnlyThePolicy() {
    chain = List.of(RoleArn.named("last", "123456789012", "aws"));
    assertThat(explain(new FakeAccessPolicies(), said("no identity-based policy")).hint())
        .contains("with: aws iam put-role-policy --role-name last ");
  }

  @Test
  void permissionThatWasJustGrantedTakesTime() {
    var check = explain(new FakeAccessPolicies().role(ALLOW), said("no identity-based policy"));
    assertThat(check.detail()).endsWith("but the inline policy own of the role allows it now");
    assertThat(check.hint()).startsWith("wait a minute");
  }

  @ParameterizedTest
  @CsvSource({"'an identity-based policy'", "''"})
  void denyOfTheRoleIsShownAndNotBypassed(String said) {
    var check =
        explain(
            new FakeAccessPolicies().role(ALLOW + "," + DENY).bucket(""),
            said.isEmpty() ? "Access Denied" : "… with an explicit deny in " + said);
    assertThat(check.detail())
        .isEqualTo(
            "AWS denied s3:PutObject: statement 2 (\"NoWrites\") of the inline policy own denies"
                + " it");
    assertThat(check.hint())
        .isEqualTo(
            "to show it, run: aws iam show; if the statement is not intended, remove it there");
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void boundaryIsNamed(boolean told) {
    var check =
        explain(
            new FakeAccessPolicies().role(ALLOW).boundary(READ).bucket(""),
            told ? said("no permissions boundary") : "Access Denied");
    assertThat(check.detail())
        .startsWith("AWS denied s3:PutObject: no statement of the permissions boundary");
    assertThat(check.hint())
        .isEqualTo(
            "to show it, run: aws iam show; an administrator who may change it must allow"
                + " s3:PutObject");
  }

  @ParameterizedTest
  @CsvSource({"no session policy", "no identity-based policy", "''"})
  void sessionPolicyIsTheCauseEvenIfTheServiceBlamesTheRole(String said) {
    session = new SessionPolicies(Optional.of(FakeAccessPolicies.document(READ)), List.of());
    var check =
        explain(
            new FakeAccessPolicies().role(ALLOW).bucket(""),
            said.isEmpty() ? "Access Denied" : said(said));
    assertThat(check.detail())
        .isEqualTo("AWS denied s3:PutObject: no statement of the session policy allows it");
    assertThat(check.hint())
        .isEqualTo("allow s3:PutObject in --session-policy, or omit --session-policy");
  }

  @ParameterizedTest
  @CsvSource({"… with an explicit deny in a resource-based policy", "Access Denied"})
  void statementOfTheBucketPolicyIsShown(String said) {
    var check = explain(new FakeAccessPolicies().role(ALLOW).bucket(BUCKET_DENY), said);
    assertThat(check.detail())
        .isEqualTo(
            "AWS denied s3:PutObject: statement 1 (\"OnlyVpc\") of the bucket policy may deny it if"
                + " StringNotEquals aws:SourceVpce vpce-1");
    assertThat(check.hint())
        .startsWith("to show it, run: aws s3api get-bucket-policy --bucket reports --query Policy")
        .doesNotContain("trust role create");
  }

  @Test
  void denyThatAppliesForSureIsPreferred() {
    var check =
        explain(
            new FakeAccessPolicies().role(ALLOW).bucket(BUCKET_DENY + "," + BUCKET_DENY_ALWAYS),
            "Access Denied");
    assertThat(check.detail()).contains("statement 2 of the bucket policy denies it");
  }

  @Test
  void layersThatCannotBeReadAreNamed() {
    var check = explain(new FakeAccessPolicies().role(ALLOW), "Access Denied");
    assertThat(check.detail())
        .isEqualTo(
            "AWS denied s3:PutObject: the service does not name the policy; the policies of role"
                + " app allow it; the bucket policy cannot be read (no AWS credentials found)");
    assertThat(check.hint()).contains("--profile NAME").doesNotContain("trust role create");
  }

  @Test
  void requesterPaysIsFound() {
    var check =
        explain(new FakeAccessPolicies().role(ALLOW).bucket("").requesterPays(), "Access Denied");
    assertThat(check.detail()).contains("Requester Pays");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/service_control_policy/p-2 | aws organizations describe-policy --policy-id p-2; an administrator of the organization can change it
          with an explicit deny in a resource control policy                 | an administrator of the organization can change it
          because no service control policy allows the s3:PutObject action   | an administrator of the organization can change it
          because no VPC endpoint policy allows the s3:PutObject action      | aws ec2 describe-vpc-endpoints
          because no resource-based policy allows the s3:PutObject action    | the bucket's owner can change it
          because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access | aws s3api get-public-access-block --bucket reports
          because object protected by object lock. | aws s3api get-object-lock-configuration --bucket reports
          """)
  void otherLayersAreNamedAndNeverBypassed(String said, String hint) {
    assertThat(explain(new FakeAccessPolicies().role(ALLOW).bucket(""), "… " + said).hint())
        .contains(hint)
        .doesNotContain("trust role create");
  }

  @Test
  void keyOfTheBucketGetsItsOwnGrant() {
    var check =
        explain(
            new FakeAccessPolicies().role(ALLOW).bucket(""),
            "User: x is not authorized to perform: kms:GenerateDataKey on resource:"
                + " arn:aws:kms:eu-west-1:1:key/k because no identity-based policy allows the"
                + " kms:GenerateDataKey action");
    assertThat(check.detail())
        .startsWith(
            "AWS denied kms:GenerateDataKey on arn:aws:kms:eu-west-1:1:key/k: no statement");
    assertThat(check.hint())
        .contains("aws iam put-role-policy --role-name app --policy-name kms-reports")
        .contains("\"Resource\":\"arn:aws:kms:eu-west-1:1:key/k\"");
  }

  private static String said(String what) {
    return "User: arn:aws:sts::123456789012:assumed-role/app/name is not authorized to perform:"
        + " s3:PutObject on resource: \"arn:aws:s3:::reports/2026/name\" because "
        + what
        + " allows the s3:PutObject action";
  }

  private Check explain(AccessPolicies policies, String message) {
    var request =
        new CheckObjectStore.Request(
            S3Location.parse("s3://reports/2026"),
            new ObtainCredentials.Request(
                RoleArn.named("app", "123456789012", "aws"),
                chain,
                Optional.empty(),
                Duration.ofHours(1),
                session),
            "arn:aws:sts::123456789012:assumed-role/app/name",
            Optional.of(
                new TokenForge("k")
                    .signed(
                        "{\"sub\":\"spiffe://example.org/a\",\"iss\":\"https://oidc.example.org\","
                            + "\"aud\":\"%s\"}".formatted(audience))),
            "name");
    return new ExplainDenial(request, new AccessFacts(policies, request.session(), "reports"))
        .check("write", "arn:aws:s3:::reports/2026/name", Denial.parse("s3:PutObject", message));
  }
}
