package io.spiffeaws.s3;

import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.fuzz.CannedHttp;
import io.spiffeaws.fuzz.Target;
import io.spiffeaws.fuzz.Target.Form;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.sts.ObtainCredentials;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionPolicies;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// The parsers of this package.
public final class S3Targets {
  private static final String OBJECT = "arn:aws:s3:::reports/2026/name";
  private static final String DENIED =
      "User: arn:aws:sts::123456789012:assumed-role/app/name is not authorized to perform:"
          + " s3:PutObject on resource: \"arn:aws:s3:::reports/2026/name\" ";
  private static final String STATEMENT =
      """
      {"Sid":"a","Effect":"Deny","Principal":{"AWS":["*"]},"Action":["s3:Put*","s3:Get?bject"],\
      "Resource":"arn:aws:s3:::reports/*","Condition":{"StringNotEquals":{\
      "aws:SourceVpce":["vpce-1"]},"Bool":{"aws:SecureTransport":"false"}}}\
      """;
  private static final String POLICY =
      "<GetPolicyResponse><GetPolicyResult><Policy><DefaultVersionId>v1</DefaultVersionId></Policy>"
          + "<PolicyVersion><Document>%7B%22Statement%22%3A%5B%5D%7D</Document></PolicyVersion>"
          + "</GetPolicyResult></GetPolicyResponse>";
  private static final String BUCKETS =
      "<ListAllMyBucketsResult><Buckets><Bucket><Name>report</Name></Bucket></Buckets>"
          + "</ListAllMyBucketsResult>";

  private S3Targets() {}

  public static List<Target> all() {
    return List.of(
        Target.text("S3 denial", S3Targets::denial, denials()),
        Target.json("policy of a bucket", S3Targets::policies, STATEMENT),
        Target.answer(
            "S3 error",
            Form.TEXT,
            S3Targets::error,
            "<Error><Code>AccessDenied</Code><Message>a</Message></Error>",
            "<Error><Code>AuthorizationHeaderMalformed</Code><Message>expecting 'eu-west-1'"
                + "</Message></Error>"),
        read("managed policy", policies -> policies.managed("arn:aws:iam::aws:policy/a"), POLICY),
        read("S3 buckets", S3Targets::nearest, BUCKETS),
        read(
            "S3 requester pays",
            policies -> policies.requesterPays("reports"),
            "<RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>"),
        Target.json(
            "session policy",
            text -> new SessionPolicies(Optional.of(text), List.of()),
            "{\"Statement\":[]}"),
        Target.text(
            "ARN of a session policy",
            text -> new SessionPolicies(Optional.empty(), List.of(text)),
            "arn:aws:iam::aws:policy/a"));
  }

  private static String[] denials() {
    return new String[] {
      DENIED + "because no identity-based policy allows the s3:PutObject action",
      DENIED
          + "with an explicit deny in a service control policy:"
          + " arn:aws:organizations::1:policy/o-1/service_control_policy/p-2",
      "User: x is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:eu-west-1:1:key/k"
          + " because no resource-based policy allows the kms:Decrypt action",
      "because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access",
      "Access Denied"
    };
  }

  /// The complete message, as it leads to hints with commands.
  private static void denial(String message) {
    explain(new FakeAccessPolicies().role("").bucket("").buckets("report"), message);
  }

  private static void policies(String statement) {
    explain(
        new FakeAccessPolicies().role(statement).boundary(statement).bucket(statement),
        "Access Denied");
  }

  private static void explain(AccessPolicies policies, String message) {
    var request = Request.SAMPLE;
    new ExplainDenial(request, new AccessFacts(policies, request.session(), "reports"))
        .check("write", OBJECT, Denial.parse("s3:PutObject", message));
  }

  /// Created once, since its token is signed.
  private static final class Request {
    static final CheckObjectStore.Request SAMPLE =
        new CheckObjectStore.Request(
            S3Location.parse("s3://reports/2026"),
            new ObtainCredentials.Request(
                RoleArn.named("app", "123456789012", "aws"),
                List.of(),
                Optional.empty(),
                Duration.ofHours(1),
                SessionPolicies.NONE),
            "arn:aws:sts::123456789012:assumed-role/app/name",
            Optional.of(
                new TokenForge("k").signed("{\"sub\":\"spiffe://example.org/a\",\"aud\":\"a\"}")),
            "name");
  }

  private static Target read(String name, Consumer<AccessPolicies> call, String answer) {
    return Target.answer(
        name,
        Form.TEXT,
        bytes ->
            call.accept(
                new SdkAccessPolicies(() -> CannedHttp.iam(bytes), () -> CannedHttp.s3(bytes))),
        answer);
  }

  private static void nearest(AccessPolicies policies) {
    new AccessFacts(policies, Request.SAMPLE.session(), "reports").misspelt();
    policies.buckets();
  }

  private static void error(byte[] body) {
    try {
      CannedHttp.s3(403, body).getBucketPolicy(get -> get.bucket("reports"));
      throw new AssertionError("status 403 is no error");
    } catch (AwsServiceException e) {
      var problem = SdkS3Problems.of("s3:GetObject", "reports", "us-east-1", e);
      if (problem instanceof AccessDeniedException denied) {
        Denial.parse("s3:GetObject", Objects.requireNonNull(denied.getMessage()));
      }
    } catch (SdkException e) {
      throw SdkProblems.translate("S3", "s3:GetObject", e);
    }
  }
}
