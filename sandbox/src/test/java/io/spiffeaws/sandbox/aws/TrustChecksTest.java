package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.json.Json;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.sts.CheckTrust;
import io.spiffeaws.sts.ReviewToken;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.SdkOidcProviders;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.trust.lint.LintRoles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/// Compares `trust check` with STS for random policies and tokens. STS evaluates conditions with
/// separate code. If STS allows a token whose subject the policy does not name, `trust lint` must
/// report the policy.
class TrustChecksTest {
  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final String SUB = "spiffe://example.org/ns/a";
  private static final List<String> SUBS =
      List.of(SUB, "spiffe://example.org/ns/A", "spiffe://example.org/b", "spiffe://other/ns/a");
  private static final List<String> VALUES =
      List.of(SUB, "spiffe://example.org/ns/*", "spiffe://example.org/*", "*", SUBS.get(2));
  private static final List<String> OPERATORS =
      List.of(
          "StringEquals",
          "StringEquals",
          "StringLike",
          "StringNotEquals",
          "StringNotLike",
          "StringEqualsIfExists",
          "StringEqualsIgnoreCase",
          "ForAllValues:StringEquals",
          "ForAnyValue:StringLike");
  private static final List<String> KEYS =
      List.of(
          "oidc.example.org:sub",
          "oidc.example.org:sub",
          "oidc.example.org/:sub",
          "oidc.example.org:azp");

  @TempDir Path directory;
  private AwsWorld world;
  private IamClient iam;
  private StsClient sts;

  @BeforeEach
  void start() {
    world = new AwsWorld(directory);
    iam = world.iam(AwsWorld.administrator());
    sts = world.anonymousSts();
    iam.createOpenIDConnectProvider(
        request -> request.url(TestIssuer.URL).clientIDList("sts.amazonaws.com", "vault"));
  }

  @AfterEach
  void stop() {
    iam.close();
    sts.close();
    world.close();
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, 30).mapToObj(seed -> 64_000L + seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void checkAgreesWithSts(long seed) {
    var random = new SplittableRandom(seed);
    var policy = policy(random);
    iam.createRole(request -> request.roleName("role").assumeRolePolicyDocument(policy));
    var roles = new SdkRoles(iam);
    var providers = new SdkOidcProviders(iam);
    var found =
        new LintRoles(roles, providers, List.of()).role(RoleReference.parse("role")).count();
    for (var i = 0; i < 12; i++) {
      var sub = pick(random, SUBS);
      var aud = pick(random, List.of("sts.amazonaws.com", "sts.amazonaws.com", "vault", "none"));
      var token = token(random, sub, aud);

      var checks =
          new CheckTrust(roles, providers, new ReviewToken(() -> world.issuer, world.clock))
              .token(RoleReference.parse("role"), JwtToken.parse(Secret.of(token)));
      var allowed = isAllowed(token);

      assertThat(checks.stream().allMatch(Check::ok))
          .as("%s for %s by %s: %s", sub, aud, policy, checks)
          .isEqualTo(allowed);
      if (allowed && !(policy.contains("\"" + sub + "\"") && policy.contains(aud))) {
        assertThat(found).as("%s for %s by %s", sub, aud, policy).isPositive();
      }
    }
  }

  /// Uses the condition keys of a GitHub token. If the check cannot decide, STS does.
  @ParameterizedTest
  @MethodSource("seeds")
  void checkAgreesWithStsForAnotherIssuer(long seed) {
    var random = new SplittableRandom(seed);
    iam.createOpenIDConnectProvider(
        request -> request.url("https://" + GITHUB).clientIDList("sts.amazonaws.com"));
    var policy = gitHubPolicy(random);
    iam.createRole(request -> request.roleName("role").assumeRolePolicyDocument(policy));
    var check =
        new CheckTrust(
            new SdkRoles(iam),
            new SdkOidcProviders(iam),
            new ReviewToken(() -> world.issuer, world.clock));
    for (var i = 0; i < 6; i++) {
      var token = world.issuer.sign(gitHubClaims(random));

      var trust =
          check.token(RoleReference.parse("role"), JwtToken.parse(Secret.of(token))).getLast();

      if (!trust.detail().startsWith("only STS can decide")) {
        assertThat(trust.ok()).as("%s by %s", trust, policy).isEqualTo(isAllowed(token));
      } else {
        assertThat(policy).containsPattern(":(event_name|azp)\"");
      }
    }
  }

  private Json.Obj gitHubClaims(SplittableRandom random) {
    var claims =
        world
            .claims()
            .with("iss", Json.of("https://" + GITHUB))
            .with("sub", Json.of("repo:acme/shop:ref:refs/heads/main"))
            .with("aud", Json.of("sts.amazonaws.com"))
            .with("event_name", Json.of("push"));
    for (var claim : List.of("repository_id", "environment", "ref", "actor", "email")) {
      claims =
          random.nextInt(3) == 0
              ? claims
              : claims.with(claim, Json.of(pick(random, List.of("one", "two"))));
    }
    return claims;
  }

  private static String gitHubPolicy(SplittableRandom random) {
    var key =
        pick(
            random,
            List.of(
                "repository_id",
                "environment",
                "ref",
                "ACTOR",
                "email",
                "oaud",
                "azp",
                "event_name",
                "amr"));
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
     "Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/GITHUB"},
     "Action":"sts:AssumeRoleWithWebIdentity",
     "Condition":{"StringLike":{"GITHUB:sub":"repo:acme/*","GITHUB:aud":"sts.amazonaws.com"},
      "%s":{"GITHUB:%s":["%s","three"]}}}]}
    """
        .formatted(
            pick(
                random,
                List.of(
                    "StringEquals",
                    "StringNotEquals",
                    "StringEqualsIfExists",
                    "StringEqualsIgnoreCase",
                    "ForAllValues:StringLike",
                    "ForAnyValue:StringLike")),
            key,
            pick(random, List.of("one", "t?o", "sts.amazonaws.com")))
        .replace("GITHUB", GITHUB);
  }

  private String token(SplittableRandom random, String sub, String aud) {
    var claims = world.claims().with("sub", Json.of(sub)).with("aud", Json.strings(List.of(aud)));
    return switch (random.nextInt(12)) {
      case 0 -> TestIssuer.sign(claims, TestIssuer.key("key-1"), "key-1");
      case 1 -> TestIssuer.sign(claims, TestIssuer.key("key-2"), "key-2");
      case 2 -> world.issuer.sign(claims.with("exp", Json.of(1_000_000_000)));
      case 3 -> world.issuer.sign(claims.with("iss", Json.of(TestIssuer.URL + "/")));
      case 4 -> world.issuer.sign(claims.with("aud", Json.strings(List.of(aud, "vault"))));
      case 5 -> world.issuer.sign(claims.without("iat"));
      case 6 -> world.issuer.sign(claims.with("exp", Json.of("in an hour")));
      default -> world.issuer.sign(claims);
    };
  }

  private boolean isAllowed(String token) {
    try {
      sts.assumeRoleWithWebIdentity(request ->
          request
              .roleArn("arn:aws:iam::123456789012:role/role")
              .roleSessionName("test")
              .webIdentityToken(token));
      return true;
    } catch (StsException e) {
      return false;
    }
  }

  private static String policy(SplittableRandom random) {
    var statements = new ArrayList<String>();
    for (var i = 0; i < 1 + random.nextInt(2); i++) {
      statements.add(
          """
          {"Effect":"%s","Principal":{"Federated":"%s"},"Action":"%s","Condition":%s}\
          """
              .formatted(
                  i > 0 && random.nextInt(3) == 0 ? "Deny" : "Allow",
                  random.nextInt(8) == 0
                      ? "arn:aws:iam::123456789012:oidc-provider/gone"
                      : AwsWorld.PROVIDER,
                  random.nextInt(6) == 0 ? "sts:AssumeRoleWith*" : "sts:AssumeRoleWithWebIdentity",
                  condition(random)));
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String condition(SplittableRandom random) {
    var operator = pick(random, OPERATORS);
    var keys =
        new ArrayList<>(
            List.of(
                "\"%s\":[\"%s\",\"%s\"]"
                    .formatted(pick(random, KEYS), pick(random, VALUES), pick(random, VALUES))));
    if (random.nextInt(3) > 0) {
      keys.add(
          "\"oidc.example.org:aud\":\"%s\""
              .formatted(pick(random, List.of("sts.amazonaws.com", "vault", "*"))));
    }
    return "{\"%s\":{%s}}".formatted(operator, String.join(",", keys));
  }

  private static <T> T pick(SplittableRandom random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
