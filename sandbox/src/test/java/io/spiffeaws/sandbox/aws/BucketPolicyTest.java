package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Tests the policies and the regions of buckets.
class BucketPolicyTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/s3-app";
  private static final String READ =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}\
      """;

  @TempDir Path directory;
  private AwsWorld world;
  private S3Client admin;
  private S3Client session;

  @BeforeEach
  void start() {
    world = new AwsWorld(directory);
    world.setUp(READ);
    admin = world.s3(AwsWorld.administrator());
    admin.createBucket(bucket -> bucket.bucket("bkt"));
    session = world.s3(world.assume());
  }

  @AfterEach
  void stop() {
    session.close();
    admin.close();
    world.close();
  }

  @Test
  void policyIsStoredAsGivenAndDeleted() {
    refused("NoSuchBucketPolicy", 404, "", () -> policyOf("bkt"));
    var policy = policy("Deny", "\"*\"", "s3:DeleteObject");
    putPolicy(policy);
    assertThat(policyOf("bkt")).isEqualTo(policy);
    admin.deleteBucketPolicy(delete -> delete.bucket("bkt"));
    refused("NoSuchBucketPolicy", 404, "", () -> policyOf("bkt"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "*"
          {"AWS":"*"}
          {"AWS":"arn:aws:iam::123456789012:role/s3-app"}
          {"AWS":"arn:aws:sts::123456789012:assumed-role/s3-app/test"}
          {"AWS":"arn:aws:iam::123456789012:root"}
          {"AWS":"123456789012"}
          """)
  void denyOverridesTheRolesPolicies(String principal) {
    put(admin, "k");
    putPolicy(policy("Deny", principal, "s3:GetObject"));
    refused(
        "AccessDenied",
        403,
        "User: arn:aws:sts::123456789012:assumed-role/s3-app/test is not authorized to perform:"
            + " s3:GetObject on resource: \"arn:aws:s3:::bkt/k\" with an explicit deny in a"
            + " resource-based policy",
        () -> get(session, "k"));
  }

  @Test
  void denyAppliesToTheAdministratorToo() {
    putPolicy(policy("Deny", "\"*\"", "s3:PutObject"));
    refused("AccessDenied", 403, "explicit deny in a resource-based policy", () -> put(admin, "k"));
  }

  @Test
  void allowForTheRoleCountsLikeItsOwnPolicy() {
    refused("AccessDenied", 403, "no identity-based policy allows", () -> put(session, "k"));
    putPolicy(policy("Allow", "{\"AWS\":\"arn:aws:iam::123456789012:root\"}", "s3:PutObject"));
    refused("AccessDenied", 403, "no identity-based policy allows", () -> put(session, "k"));
    putPolicy(policy("Allow", "{\"AWS\":\"" + ROLE + "\"}", "s3:PutObject"));
    assertThatCode(() -> put(session, "k")).doesNotThrowAnyException();
  }

  @Test
  void allowOfTheBucketDoesNotExceedTheBoundary() {
    putPolicy(policy("Allow", "{\"AWS\":\"" + ROLE + "\"}", "s3:PutObject"));
    try (var iam = world.iam(AwsWorld.administrator())) {
      iam.putRolePermissionsBoundary(boundary ->
          boundary
              .roleName("s3-app")
              .permissionsBoundary("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
    }
    refused("AccessDenied", 403, "no permissions boundary allows", () -> put(session, "k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nonsense | Policies must be valid JSON
          {"Statement":[]} | Statement is empty
          {"Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::bkt"}]} | Missing required field Principal
          {"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*"}]} | Missing required field Resource
          {"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]} | Policy has invalid resource
          {"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other/*"}]} | Policy has invalid resource
          {"Statement":[{"Effect":"Deny","Principal":"*","Action":"iam:*","Resource":"arn:aws:s3:::bkt"}]} | Policy has invalid action
          {"Statement":[{"Effect":"Deny","Principal":{"AWS":"someone"},"Action":"s3:*","Resource":"arn:aws:s3:::bkt"}]} | Invalid principal in policy
          """)
  void malformedPolicyIsRejected(String policy, String message) {
    refused("MalformedPolicy", 400, message, () -> putPolicy(policy));
  }

  @Test
  void publicPolicyIsBlocked() {
    refused(
        "AccessDenied",
        403,
        "blocked by the BlockPublicPolicy",
        () -> putPolicy(policy("Allow", "\"*\"", "s3:GetObject")));
  }

  @Test
  void requestForAnotherRegionIsRedirected() {
    admin.createBucket(bucket ->
        bucket
            .bucket("west")
            .createBucketConfiguration(config -> config.locationConstraint("eu-west-1")));
    var refusal =
        catchThrowableOfType(
            S3Exception.class, () -> session.getObject(get -> get.bucket("west").key("k")));
    assertThat(refusal.statusCode()).isEqualTo(301);
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("PermanentRedirect");
    assertThat(
            refusal.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
        .contains("eu-west-1");
    assertThat(admin.getBucketLocation(get -> get.bucket("west")).locationConstraintAsString())
        .isEqualTo("eu-west-1");
    refused(
        "InvalidLocationConstraint",
        400,
        "",
        () ->
            admin.createBucket(bucket ->
                bucket
                    .bucket("nowhere")
                    .createBucketConfiguration(config -> config.locationConstraint("nowhere"))));
  }

  private static String policy(String effect, String principal, String action) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"%s","Principal":%s,"Action":"%s",
     "Resource":"arn:aws:s3:::bkt/*"}]}\
    """
        .formatted(effect, principal, action);
  }

  private void putPolicy(String policy) {
    admin.putBucketPolicy(put -> put.bucket("bkt").policy(policy));
  }

  private String policyOf(String bucket) {
    return admin.getBucketPolicy(get -> get.bucket(bucket)).policy();
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(object -> object.bucket("bkt").key(key), RequestBody.fromString("x"));
  }

  private static void get(S3Client s3, String key) {
    s3.getObjectAsBytes(get -> get.bucket("bkt").key(key));
  }

  private static void refused(String code, int status, String message, ThrowingCallable call) {
    var refusal = catchThrowableOfType(S3Exception.class, call);

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.awsErrorDetails().errorMessage()).contains(message);
    assertThat(refusal.statusCode()).isEqualTo(status);
  }
}
