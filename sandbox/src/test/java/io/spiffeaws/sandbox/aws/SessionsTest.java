package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/// Tests the effect of policies and tags on a session, and on a session assumed from it.
class SessionsTest {
  private static final String NEXT = "arn:aws:iam::123456789012:role/next";
  private static final String EVERYTHING = allow("*", "*");
  private static final String BY_TEAM =
      """
      {"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*",
       "Condition":{"StringEquals":{"aws:PrincipalTag/team":"blue"}}}}\
      """;
  private static final String BY_ADMINISTRATOR_WITH_MFA =
      """
      {"Statement":{"Effect":"Allow","Action":"sts:AssumeRole",
       "Principal":{"AWS":"arn:aws:iam::123456789012:root"},
       "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}\
      """;
  private static final Json TAGS =
      Json.object()
          .with("principal_tags", Json.object().with("team", Json.strings(List.of("blue"))))
          .with("transitive_tag_keys", Json.strings(List.of("team")));

  @TempDir private Path directory;
  private AwsWorld world;

  @BeforeEach
  void makeWorld() {
    world = new AwsWorld(directory);
    world.setUp(EVERYTHING);
    try (var s3 = world.s3(AwsWorld.administrator())) {
      s3.createBucket(bucket -> bucket.bucket("bkt"));
    }
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void sessionPolicyRestrictsAnAssumedSession() {
    next(EVERYTHING, "sts:AssumeRole");
    var reading = allow("s3:GetObject", "arn:aws:s3:::bkt/*");
    var session = assumeNext(world.assume(), request -> request.policy(reading));
    refused(
        "AccessDenied", "because no session policy allows the s3:PutObject", () -> put(session));
    var free = assumeNext(world.assume(), request -> request);
    assertThatCode(() -> put(free)).doesNotThrowAnyException();
  }

  @Test
  void managedSessionPolicyRestrictsToo() {
    next(EVERYTHING, "sts:AssumeRole");
    var session =
        assumeNext(
            world.assume(),
            request ->
                request.policyArns(
                    PolicyDescriptorType.builder()
                        .arn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
                        .build()));
    refused("AccessDenied", "because no session policy allows", () -> put(session));
  }

  @Test
  void policiesThatExceedTheSizeLimitAreRejected() {
    next(EVERYTHING, "sts:AssumeRole");
    var large = allow("s3:GetObject", "arn:aws:s3:::" + "x".repeat(2000));
    refused(
        "PackedPolicyTooLarge",
        "Packed policy consumes 10",
        () -> assumeNext(world.assume(), request -> request.policy(large)));
  }

  @Test
  void tagsOfTheTokenApplyToTheSessionAndTransitiveOnesAreInherited() {
    trust(
        "s3-app",
        AwsWorld.trust(AwsWorld.SUBJECT)
            .replace(
                "\"sts:AssumeRoleWithWebIdentity\"",
                "[\"sts:AssumeRoleWithWebIdentity\",\"sts:TagSession\"]"));
    next(BY_TEAM, "sts:AssumeRole");
    assertThatCode(() -> put(assumeNext(tagged(), request -> request))).doesNotThrowAnyException();
    refused(
        "AccessDenied", "s3:PutObject", () -> put(assumeNext(world.assume(), request -> request)));
  }

  @Test
  void otherTagsAreNotInherited() {
    next(BY_TEAM, "sts:AssumeRole\",\"sts:TagSession");
    var tagged = assumeNext(world.assume(), request -> request.tags(team("blue")));
    assertThatCode(() -> put(tagged)).doesNotThrowAnyException();
    refused(
        "AccessDenied",
        "s3:PutObject",
        () -> put(assumeNext(world.assume(), request -> request.tags(team("red")))));
  }

  @Test
  void tagsOfTheRoleApplyIfTheSessionHasNone() {
    next(BY_TEAM, "sts:AssumeRole");
    try (var iam = world.iam(AwsWorld.administrator())) {
      iam.tagRole(role ->
          role.roleName("next")
              .tags(
                  software.amazon.awssdk.services.iam.model.Tag.builder()
                      .key("team")
                      .value("blue")
                      .build()));
    }
    assertThatCode(() -> put(assumeNext(world.assume(), request -> request)))
        .doesNotThrowAnyException();
  }

  @Test
  void tagsMustBeAllowedByTheTrustPolicy() {
    refused("AccessDenied", "Not authorized to perform", this::tagged);
    next(EVERYTHING, "sts:AssumeRole");
    refused(
        "AccessDenied",
        "is not authorized to perform",
        () -> assumeNext(world.assume(), request -> request.tags(team("blue"))));
  }

  @Test
  void aRoleThatRequiresMfaIsAssumedWithEachCodeOnce() {
    next(EVERYTHING, "sts:AssumeRole");
    trust("next", BY_ADMINISTRATOR_WITH_MFA);
    var device = world.services.mfaDevice();
    var by = AwsWorld.administrator();
    refused(
        "AccessDenied",
        "is not authorized to perform: sts:AssumeRole",
        () -> assumeNext(by, request -> request));

    var code = device.shownCode();
    UnaryOperator<AssumeRoleRequest.Builder> withCode =
        request -> request.serialNumber(device.serial()).tokenCode(code);
    assertThatCode(() -> assumeNext(by, withCode)).doesNotThrowAnyException();
    var invalid = "MultiFactorAuthentication failed with invalid MFA one time pass code.";
    refused("AccessDenied", invalid, () -> assumeNext(by, withCode));

    world.clock.move(Duration.ofSeconds(60));
    var next = device.shownCode();
    refused(
        "AccessDenied",
        "verify your MFA serial number",
        () ->
            assumeNext(
                by,
                request ->
                    request.serialNumber("arn:aws:iam::123456789012:mfa/me").tokenCode(next)));
    refused(
        "AccessDenied",
        "verify your MFA serial number",
        () ->
            assumeNext(
                world.assume(), request -> request.serialNumber(device.serial()).tokenCode(next)));
    refused(
        "AccessDenied",
        "must provide both",
        () -> assumeNext(by, request -> request.tokenCode(next)));
    refused(
        "ValidationError",
        "Value 'abc' at 'tokenCode'",
        () -> assumeNext(by, request -> request.serialNumber(device.serial()).tokenCode("abc")));
    assertThatCode(
            () -> assumeNext(by, request -> request.serialNumber(device.serial()).tokenCode(next)))
        .doesNotThrowAnyException();
  }

  private void next(String permissions, String actions) {
    try (var iam = world.iam(AwsWorld.administrator())) {
      iam.createRole(role ->
          role.roleName("next")
              .assumeRolePolicyDocument(
                  """
                  {"Statement":{"Effect":"Allow","Action":["%s"],
                   "Principal":{"AWS":"arn:aws:iam::123456789012:role/s3-app"}}}\
                  """
                      .formatted(actions)));
      iam.putRolePolicy(
          policy -> policy.roleName("next").policyName("p").policyDocument(permissions));
    }
  }

  private void trust(String role, String policy) {
    try (var iam = world.iam(AwsWorld.administrator())) {
      iam.updateAssumeRolePolicy(update -> update.roleName(role).policyDocument(policy));
    }
  }

  /// Creates a session with a token that contains tags.
  private AwsCredentials tagged() {
    var token = world.issuer.sign(world.claims().with("https://aws.amazon.com/tags", TAGS));
    try (var sts = world.anonymousSts()) {
      return AwsWorld.session(
          sts.assumeRoleWithWebIdentity(request ->
                  request
                      .roleArn("arn:aws:iam::123456789012:role/s3-app")
                      .roleSessionName("test")
                      .webIdentityToken(token))
              .credentials());
    }
  }

  private AssumeRoleResponse assumeNext(
      AwsCredentials by, UnaryOperator<AssumeRoleRequest.Builder> change) {
    var request = AssumeRoleRequest.builder().roleArn(NEXT).roleSessionName("two");
    try (var sts = world.sts(by)) {
      return sts.assumeRole(change.apply(request).build());
    }
  }

  private void put(AssumeRoleResponse session) {
    try (var s3 = world.s3(AwsWorld.session(session.credentials()))) {
      s3.putObject(object -> object.bucket("bkt").key("k"), RequestBody.fromString("x"));
    }
  }

  private static Tag team(String value) {
    return Tag.builder().key("team").value(value).build();
  }

  private static void refused(String code, String message, ThrowingCallable call) {
    var refusal = catchThrowableOfType(AwsServiceException.class, call);
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.awsErrorDetails().errorMessage()).contains(message);
  }

  private static String allow(String action, String resource) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%s","Resource":"%s"}]}\
    """
        .formatted(action, resource);
  }
}
