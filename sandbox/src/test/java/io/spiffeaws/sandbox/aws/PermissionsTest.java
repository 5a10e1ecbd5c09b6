package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Tests the permissions of a session and the errors for denied requests.
class PermissionsTest {
  private static final String READ_PREFIX =
      """
      {"Version":"2012-10-17","Statement":[
       {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bkt",
        "Condition":{"StringLike":{"s3:prefix":"mine/*"}}},
       {"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::bkt/mine/*"},
       {"Effect":"Deny","Action":"s3:*","Resource":"arn:aws:s3:::bkt/mine/secret"}]}
      """;

  @TempDir Path directory;

  @Test
  void sessionHasThePermissionsOfTheRolesPolicies() {
    try (var world = world(READ_PREFIX);
        var s3 = world.s3(world.assume())) {
      put(s3, "mine/a");
      assertThat(s3.listObjectsV2(list -> list.bucket("bkt").prefix("mine/a")).keyCount()).isOne();
      refused(
          403,
          "AccessDenied",
          "User: arn:aws:sts::123456789012:assumed-role/s3-app/test is not authorized to perform:"
              + " s3:PutObject on resource: \"arn:aws:s3:::bkt/other\" because no identity-based"
              + " policy allows the s3:PutObject action",
          () -> put(s3, "other"));
      refused(
          403,
          "AccessDenied",
          "explicit deny in an identity-based policy",
          () -> put(s3, "mine/secret"));
      refused(
          403, "AccessDenied", "s3:ListBucket", () -> s3.listObjectsV2(list -> list.bucket("bkt")));
      refused(
          403,
          "AccessDenied",
          "s3:ListBucket", // without permission to list, a missing key is not reported
          () -> s3.getObjectAsBytes(get -> get.bucket("bkt").key("mine/none")));
    }
  }

  @Test
  void sessionPolicyAndBoundaryOnlyRestrict() {
    try (var world = world("")) {
      try (var iam = world.iam(AwsWorld.administrator())) {
        iam.attachRolePolicy(attach ->
            attach.roleName("s3-app").policyArn("arn:aws:iam::aws:policy/AmazonS3FullAccess"));
        try (var s3 = world.s3(world.assume())) {
          put(s3, "k");
        }
        iam.putRolePermissionsBoundary(boundary ->
            boundary
                .roleName("s3-app")
                .permissionsBoundary("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
      }
      try (var s3 = world.s3(world.assume())) {
        refused(403, "AccessDenied", "because no permissions boundary allows", () -> put(s3, "k"));
        assertThatCode(() -> s3.headObject(head -> head.bucket("bkt").key("k")))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void sessionWithoutItsTokenIsRejected() {
    try (var world = world(READ_PREFIX)) {
      var session = (AwsSessionCredentials) world.assume();
      var other = (AwsSessionCredentials) world.assume();
      refusedS3(
          world,
          AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey()),
          403,
          "InvalidAccessKeyId");
      refusedS3(
          world,
          AwsSessionCredentials.create(
              session.accessKeyId(), session.secretAccessKey(), other.sessionToken()),
          400,
          "InvalidToken");
      refusedS3(
          world,
          AwsSessionCredentials.create(
              session.accessKeyId(), other.secretAccessKey(), session.sessionToken()),
          403,
          "SignatureDoesNotMatch");
      refusedS3(world, AwsBasicCredentials.create("AKIAUNKNOWN", "x"), 403, "InvalidAccessKeyId");
    }
  }

  @Test
  void sessionExpiresAfterTheConfiguredLifetime() {
    try (var world = new AwsWorld(directory, Duration.ofSeconds(2))) {
      world.setUp(READ_PREFIX);
      var session = world.assume();
      world.clock.move(Duration.ofSeconds(3));
      refusedS3(world, session, 400, "ExpiredToken");
      try (var sts = world.sts(session)) {
        refused(403, "ExpiredToken", "expired", sts::getCallerIdentity);
      }
    }
  }

  @Test
  void requestThatIsTooOldIsRejected() {
    try (var world = world(READ_PREFIX)) {
      world.clock.move(Duration.ofMinutes(16));
      refusedS3(world, AwsWorld.administrator(), 403, "RequestTimeTooSkewed");
      try (var sts = world.sts(AwsWorld.administrator())) {
        refused(403, "SignatureDoesNotMatch", "Signature expired: ", sts::getCallerIdentity);
      }
    }
  }

  @Test
  void sessionMayAssumeARoleThatTrustsItForAnHour() {
    try (var world = world("");
        var iam = world.iam(AwsWorld.administrator())) {
      iam.createRole(role ->
          role.roleName("next")
              .maxSessionDuration(7200)
              .assumeRolePolicyDocument(
                  """
                  {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
                   "Principal":{"AWS":"arn:aws:iam::123456789012:role/s3-app"}}}\
                  """));
      try (var sts = world.sts(world.assume())) {
        var arn = "arn:aws:iam::123456789012:role/next";
        var next = sts.assumeRole(role -> role.roleArn(arn).roleSessionName("two"));
        assertThat(next.assumedRoleUser().arn()).endsWith("assumed-role/next/two");
        refused(
            400,
            "ValidationError",
            "1 hour session limit for roles assumed by role chaining",
            () ->
                sts.assumeRole(
                    role -> role.roleArn(arn).roleSessionName("two").durationSeconds(3601)));
        refused(
            403,
            "AccessDenied",
            "is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/s3-app",
            () ->
                sts.assumeRole(role ->
                    role.roleArn("arn:aws:iam::123456789012:role/s3-app").roleSessionName("two")));
      }
    }
  }

  private AwsWorld world(String permissions) {
    var world = new AwsWorld(directory);
    world.setUp(permissions);
    try (var s3 = world.s3(AwsWorld.administrator())) {
      s3.createBucket(bucket -> bucket.bucket("bkt"));
    }
    return world;
  }

  private static void put(S3Client s3, String key) {
    s3.putObject(object -> object.bucket("bkt").key(key), RequestBody.fromString("x"));
  }

  private static void refusedS3(
      AwsWorld world, AwsCredentials credentials, int status, String code) {
    try (var s3 = world.s3(credentials)) {
      refused(status, code, "", () -> s3.listObjectsV2(list -> list.bucket("bkt")));
    }
  }

  private static void refused(int status, String code, String message, ThrowingCallable call) {
    var refusal = catchThrowableOfType(AwsServiceException.class, call);

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.awsErrorDetails().errorMessage()).contains(message);
    assertThat(refusal.statusCode()).isEqualTo(status);
  }
}
