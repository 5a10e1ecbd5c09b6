package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.Role;

/// Tests IAM with AWS's own client.
class IamTest {
  @TempDir Path directory;
  private AwsWorld world;
  private IamClient iam;

  @BeforeEach
  void start() {
    world = new AwsWorld(directory);
    iam = world.iam(AwsWorld.administrator());
  }

  @AfterEach
  void stop() {
    iam.close();
    world.close();
  }

  @ParameterizedTest
  @CsvSource({
    "oidc.example.org, ValidationError",
    "http://oidc.example.org, InvalidInput",
    "https://oidc.example.org:8443, InvalidInput",
    "https://oidc.example.org?a=b, InvalidInput",
    "https://user@oidc.example.org, InvalidInput",
    "https://unreachable.example.org, OpenIdIdpCommunicationError"
  })
  void providerUrlIsValidated(String url, String code) {
    refused(400, code, "", () -> iam.createOpenIDConnectProvider(create -> create.url(url)));
    assertThat(world.services.providers()).isEmpty();
  }

  @Test
  void providerUrlIsStoredAsGivenAndClientIdsMayBeAddedTwice() {
    var arn =
        iam.createOpenIDConnectProvider(create -> create.url("https://oidc.example.org/a/"))
            .openIDConnectProviderArn();
    for (int i = 0; i < 2; i++) {
      iam.addClientIDToOpenIDConnectProvider(
          add -> add.openIDConnectProviderArn(arn).clientID("one"));
    }
    var provider = iam.getOpenIDConnectProvider(get -> get.openIDConnectProviderArn(arn));

    assertThat(arn).isEqualTo("arn:aws:iam::123456789012:oidc-provider/oidc.example.org/a/");
    assertThat(provider.url()).isEqualTo("oidc.example.org/a/");
    assertThat(provider.clientIDList()).containsExactly("one");
    refused(
        409,
        "EntityAlreadyExists",
        "Provider with url https://oidc.example.org/a/ already exists.",
        () -> iam.createOpenIDConnectProvider(create -> create.url("https://oidc.example.org/a/")));
    iam.deleteOpenIDConnectProvider(delete -> delete.openIDConnectProviderArn(arn));
    iam.deleteOpenIDConnectProvider(delete -> delete.openIDConnectProviderArn(arn));
    refused(
        404,
        "NoSuchEntity",
        "",
        () -> iam.getOpenIDConnectProvider(get -> get.openIDConnectProviderArn(arn)));
  }

  @Test
  void documentsAreReturnedPercentEncoded() {
    var trust = AwsWorld.trust("spiffe://example.org/a+b c");
    var role =
        iam.createRole(create -> create.roleName("R").assumeRolePolicyDocument(trust)).role();

    assertThat(role.assumeRolePolicyDocument()).doesNotContain("+").contains("%20", "%2B");
    assertThat(world.services.role("r").orElseThrow().trust()).isEqualTo(trust);
    refused(
        409,
        "EntityAlreadyExists",
        "Role with name r already exists.",
        () -> iam.createRole(create -> create.roleName("r").assumeRolePolicyDocument(trust)));
  }

  static Stream<Arguments> malformedTrust() {
    return Stream.of(
        Arguments.of("{", "This policy contains invalid Json"),
        Arguments.of(
            "{\"Version\":\"2020-01-01\",\"Statement\":[]}",
            "The policy must contain a valid version string"),
        Arguments.of(
            statement("\"Action\":\"sts:AssumeRole\""), "Missing required field Principal"),
        Arguments.of(
            statement("\"Principal\":{\"Federated\":\"nothing\"},\"Action\":\"sts:AssumeRole\""),
            "Invalid principal in policy: \"FEDERATED\":\"nothing\""),
        Arguments.of(
            statement("\"Principal\":{\"AWS\":\"*\"},\"Action\":\"s3:GetObject\""),
            "AssumeRole policy may only specify STS AssumeRole actions."),
        Arguments.of(
            statement(
                "\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\""),
            "Has prohibited field Resource"),
        Arguments.of(
            statement(
                "\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringSame\":{\"a\":\"b\"}}"),
            "Syntax error in policy."),
        Arguments.of(
            statement(
                "\"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\",\"Comment\":\"x\""),
            "Syntax error in policy."),
        Arguments.of(
            statement(
                "\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:role/missing\"},\"Action\":\"sts:AssumeRole\""),
            "Invalid principal in policy: \"AWS\":\"arn:aws:iam::123456789012:role/missing\""));
  }

  private static String statement(String members) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",%s}]}"
        .formatted(members);
  }

  @ParameterizedTest
  @MethodSource
  void malformedTrust(String document, String message) {
    refused(
        400,
        "MalformedPolicyDocument",
        message,
        () -> iam.createRole(create -> create.roleName("r").assumeRolePolicyDocument(document)));
  }

  @Test
  void quotaOfTrustPolicyDoesNotCountWhiteSpace() {
    var document = AwsWorld.trust("a".repeat(1700));
    iam.createRole(
        create -> create.roleName("r").assumeRolePolicyDocument(document + " ".repeat(3000)));

    refused(
        409,
        "LimitExceeded",
        "Cannot exceed quota for ACLSizePerRole: 2048",
        () ->
            iam.updateAssumeRolePolicy(
                update -> update.roleName("r").policyDocument(AwsWorld.trust("a".repeat(1800)))));
  }

  @Test
  void roleCanBeDeletedWithoutPolicies() {
    iam.createRole(create -> create.roleName("r").assumeRolePolicyDocument(AwsWorld.trust("a")));
    var arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
    iam.attachRolePolicy(attach -> attach.roleName("r").policyArn(arn));
    iam.attachRolePolicy(attach -> attach.roleName("r").policyArn(arn));
    refused(
        409,
        "DeleteConflict",
        "Cannot delete entity, must detach all policies first.",
        () -> iam.deleteRole(delete -> delete.roleName("r")));
    iam.detachRolePolicy(detach -> detach.roleName("r").policyArn(arn));
    refused(
        404,
        "NoSuchEntity",
        "was not found",
        () -> iam.detachRolePolicy(detach -> detach.roleName("r").policyArn(arn)));
    refused(
        404,
        "NoSuchEntity",
        "Policy arn:aws:iam::aws:policy/Nothing does not exist or is not attachable.",
        () ->
            iam.attachRolePolicy(
                attach -> attach.roleName("r").policyArn("arn:aws:iam::aws:policy/Nothing")));
    iam.deleteRole(delete -> delete.roleName("r"));
    refused(
        404,
        "NoSuchEntity",
        "The role with name r cannot be found.",
        () -> iam.getRole(get -> get.roleName("r")));
  }

  @Test
  void listsComeInPages() {
    IntStream.range(0, 5)
        .forEach(i ->
            iam.createRole(
                create -> create.roleName("r" + i).assumeRolePolicyDocument(AwsWorld.trust("a"))));

    assertThat(iam.listRolesPaginator(list -> list.maxItems(2)).roles())
        .extracting(Role::roleName)
        .containsExactly("r0", "r1", "r2", "r3", "r4");
    assertThat(iam.getAccountSummary().summaryMapAsStrings())
        .containsEntry("Roles", 5)
        .containsEntry("AssumeRolePolicySizeQuota", 2048);
  }

  @Test
  void sessionNeedsPermissionForIam() {
    world.setUp("");
    try (var session = world.iam(world.assume())) {
      refused(
          403,
          "AccessDenied",
          "is not authorized to perform: iam:GetRole on resource: arn:aws:iam::123456789012:role/s3-app",
          () -> session.getRole(get -> get.roleName("s3-app")));
      iam.attachRolePolicy(attach ->
          attach.roleName("s3-app").policyArn("arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
      assertThat(session.getRole(get -> get.roleName("s3-app")).role().roleName())
          .isEqualTo("s3-app");
    }
  }

  private static void refused(int status, String code, String message, ThrowingCallable call) {
    var refusal = catchThrowableOfType(IamException.class, call);

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.awsErrorDetails().errorMessage()).contains(message);
    assertThat(refusal.statusCode()).isEqualTo(status);
  }
}
