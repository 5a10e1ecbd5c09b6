package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/// Tests AssumeRoleWithWebIdentity with AWS's own client: which tokens are accepted, and the errors
/// for the rejected ones.
class WebIdentityTest extends WithAwsWorld {
  private static final String DENIED = "Not authorized to perform sts:AssumeRoleWithWebIdentity";

  @Test
  void validTokenCreatesASession() {
    var answer = assume(world.issuer.sign(world.claims()), request -> request);

    assertThat(answer.subjectFromWebIdentityToken()).isEqualTo(AwsWorld.SUBJECT);
    assertThat(answer.audience()).isEqualTo(AwsWorld.AUDIENCE);
    assertThat(answer.provider()).isEqualTo(TestIssuer.URL);
    assertThat(answer.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/s3-app/test");
    assertThat(Duration.between(world.clock.instant(), answer.credentials().expiration()))
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    try (var sts = world.sts(AwsWorld.session(answer.credentials()))) {
      assertThat(sts.getCallerIdentity().arn()).isEqualTo(answer.assumedRoleUser().arn());
    }
  }

  @Test
  void tokenIsAcceptedUpToFiveMinutesAfterItsExpiry() {
    var token = world.issuer.sign(world.claims());
    world.clock.move(Duration.ofMinutes(9));

    assertThat(assume(token, request -> request).credentials()).isNotNull();
  }

  @Test
  void tokensOfAProviderWithAnotherThumbprintAreRejected() {
    var arn = world.services.providers().getFirst().arn();
    try (var iam = world.iam(AwsWorld.administrator())) {
      iam.updateOpenIDConnectProviderThumbprint(update ->
          update
              .openIDConnectProviderArn(arn)
              .thumbprintList("0000000000000000000000000000000000000000"));
    }

    expect(
        "InvalidIdentityToken",
        "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint",
        world.issuer.sign(world.claims()),
        request -> request);
  }

  /// Tests condition keys that STS supports for known issuers, and one that it does not support
  /// (IAM User Guide, "Available keys for AWS OIDC federation").
  @ParameterizedTest
  @CsvSource({
    "token.actions.githubusercontent.com, repository_id, repository_id, true",
    "token.actions.githubusercontent.com, Environment, environment, true",
    "token.actions.githubusercontent.com, event_name, event_name, false",
    "token.actions.acme.ghe.com, actor, actor, true",
    "gitlab.com, namespace_id, namespace_id, true",
    "agent.buildkite.com, pipeline_slug, pipeline_slug, true",
    "oidc.circleci.com/org/1, oidc.circleci.com/project-id, oidc.circleci.com/project-id, true",
    "idcs-1.identity.oraclecloud.com, rpst_id, rpst_id, true",
    "oidc.example.com, repository_id, repository_id, false",
    "oidc.example.com, email, email, true",
  })
  void aClaimIsAConditionKeyIfStsSupportsItForTheIssuer(
      String host, String key, String claim, boolean allowed) {
    try (var iam = world.iam(AwsWorld.administrator())) {
      iam.createOpenIDConnectProvider(
          request -> request.url("https://" + host).clientIDList(AwsWorld.AUDIENCE));
      iam.updateAssumeRolePolicy(request ->
          request
              .roleName("s3-app")
              .policyDocument(
                  AwsWorld.trust("x")
                      .replace(TestIssuer.URL.substring(8), host)
                      .replace(host + ":sub", host + ":" + key)));
    }
    var claims = world.claims().with("iss", Json.of("https://" + host)).with(claim, Json.of("x"));

    if (allowed) {
      assertThat(assume(world.issuer.sign(claims), request -> request).credentials()).isNotNull();
    } else {
      expect("AccessDenied", DENIED, world.issuer.sign(claims), request -> request);
    }
    expect(
        "AccessDenied",
        DENIED,
        world.issuer.sign(claims.with(claim, Json.of("y"))),
        request -> request);
  }

  static Stream<Arguments> refusedClaims() {
    return Stream.of(
        claims(
            "InvalidIdentityToken",
            "Missing a required claim: sub",
            claims -> claims.without("sub")),
        claims(
            "InvalidIdentityToken",
            "Missing a required claim: aud",
            claims -> claims.without("aud")),
        claims(
            "InvalidIdentityToken",
            "Missing a required claim: iss",
            claims -> claims.without("iss")),
        claims(
            "InvalidIdentityToken",
            "Missing a required claim: iat",
            claims -> claims.without("iat")),
        claims(
            "InvalidIdentityToken",
            "Missing a required claim: exp",
            claims -> claims.without("exp")),
        claims(
            "InvalidIdentityToken",
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
            claims -> claims.with("exp", new Json.Num("1.9e9"))),
        claims(
            "InvalidIdentityToken",
            "No OpenIDConnect provider found in your account for https://oidc.example.org/",
            claims -> claims.with("iss", Json.of("https://oidc.example.org/"))),
        claims(
            "InvalidIdentityToken",
            "Incorrect token audience",
            claims -> claims.with("aud", Json.of("unknown"))),
        claims(
            "InvalidIdentityToken",
            "Token audience contains more than one audience while authorized party is not present",
            claims -> claims.with("aud", Json.strings(List.of("aws-s3-app", "other")))),
        claims(
            "ExpiredTokenException",
            "Token expired: current date/time ",
            claims -> claims.with("exp", Json.of(1_700_000_000L))),
        claims("AccessDenied", DENIED, claims -> claims.with("aud", Json.of("other"))),
        claims(
            "AccessDenied",
            DENIED,
            claims -> claims.with("sub", Json.of("spiffe://example.org/other"))),
        claims(
            "AccessDenied",
            DENIED,
            claims ->
                claims.with(
                    "https://aws.amazon.com/tags",
                    Json.object()
                        .with(
                            "principal_tags",
                            Json.object()
                                .with("a", Json.strings(List.of("b"))))))); // needs sts:TagSession
  }

  private static Arguments claims(
      String code, String message, Function<Json.Obj, Json.Obj> change) {
    return Arguments.of(code, message, change);
  }

  @ParameterizedTest
  @MethodSource
  void refusedClaims(String code, String message, Function<Json.Obj, Json.Obj> change) {
    expect(code, message, world.issuer.sign(change.apply(world.claims())), request -> request);
  }

  static Stream<Arguments> refusedRequests() {
    return Stream.of(
        request(
            "ValidationError",
            "1 validation error detected: Value 'spiffe://a' at 'roleSessionName' failed to satisfy"
                + " constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
            request -> request.roleSessionName("spiffe://a")),
        request(
            "ValidationError",
            "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy"
                + " constraint: Member must have value greater than or equal to 900",
            request -> request.durationSeconds(899)),
        request(
            "ValidationError",
            "2 validation errors detected: ",
            request -> request.durationSeconds(43_201).roleSessionName("x")),
        request(
            "ValidationError",
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
            request -> request.durationSeconds(7201)),
        request(
            "ValidationError",
            "Request ARN is invalid",
            request -> request.roleArn("arn:aws:iam::123456789012:user/x")),
        request(
            "AccessDenied",
            DENIED,
            request -> request.roleArn("arn:aws:iam::123456789012:role/missing")),
        request(
            "InvalidIdentityToken",
            "No OpenIDConnect provider found in your account for https://oidc.example.org",
            request -> request.roleArn("arn:aws:iam::999999999999:role/s3-app")),
        request("MalformedPolicyDocument", "", request -> request.policy("{}")),
        request(
            "PackedPolicyTooLarge",
            "Packed policy consumes ",
            request -> request.policy(allow("s3:*", "arn:aws:s3:::" + "b".repeat(2000)))),
        request(
            "InvalidIdentityToken",
            "The ID Token provided is not a valid JWT.",
            request -> request.webIdentityToken("not a token")));
  }

  private static Arguments request(
      String code,
      String message,
      Function<AssumeRoleWithWebIdentityRequest.Builder, AssumeRoleWithWebIdentityRequest.Builder>
          change) {
    return Arguments.of(code, message, change);
  }

  @ParameterizedTest
  @MethodSource
  void refusedRequests(
      String code,
      String message,
      Function<AssumeRoleWithWebIdentityRequest.Builder, AssumeRoleWithWebIdentityRequest.Builder>
          change) {
    expect(code, message, world.issuer.sign(world.claims()), change);
  }

  @Test
  void forgedSignatureIsRejected() {
    var forged = TestIssuer.sign(world.claims(), TestIssuer.key("key-1"), "key-1");

    expect(
        "InvalidIdentityToken",
        "The web identity token provided could not be validated.",
        forged,
        request -> request);
  }

  @Test
  void unpublishedKeyIsRejected() {
    var other = TestIssuer.sign(world.claims(), TestIssuer.key("key-2"), "key-2");

    expect("InvalidIdentityToken", "Couldn't retrieve verification key", other, request -> request);
  }

  @Test
  void unreachableIssuerIsReported() {
    var token = world.issuer.sign(world.claims());
    world.issuer.reachable(false);

    expect("InvalidIdentityToken", "Couldn't retrieve verification key", token, request -> request);
  }

  @Test
  void sessionExpiresAndIsInvalidAfterItsRoleIsDeleted() {
    var session = world.assume();
    try (var iam = world.iam(AwsWorld.administrator());
        var sts = world.sts(session)) {
      iam.deleteRole(request -> request.roleName("s3-app"));
      iam.createRole(request ->
          request.roleName("s3-app").assumeRolePolicyDocument(AwsWorld.trust(AwsWorld.SUBJECT)));

      var refusal = catchThrowableOfType(StsException.class, sts::getCallerIdentity);
      assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("InvalidClientTokenId");
      assertThat(refusal.statusCode()).isEqualTo(403);
    }
  }

  private AssumeRoleWithWebIdentityResponse assume(
      String token,
      Function<AssumeRoleWithWebIdentityRequest.Builder, AssumeRoleWithWebIdentityRequest.Builder>
          change) {
    var request =
        AssumeRoleWithWebIdentityRequest.builder()
            .roleArn(ROLE)
            .roleSessionName("test")
            .webIdentityToken(token);
    try (var sts = world.anonymousSts()) {
      return sts.assumeRoleWithWebIdentity(change.apply(request).build());
    }
  }

  private void expect(
      String code,
      String message,
      String token,
      Function<AssumeRoleWithWebIdentityRequest.Builder, AssumeRoleWithWebIdentityRequest.Builder>
          change) {
    var refusal = catchThrowableOfType(StsException.class, () -> assume(token, change));

    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.awsErrorDetails().errorMessage()).startsWith(message);
    assertThat(refusal.statusCode()).isEqualTo(code.equals("AccessDenied") ? 403 : 400);
  }

  private static String allow(String action, String resource) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"%s","Resource":"%s"}]}\
    """
        .formatted(action, resource);
  }
}
