package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.json.Json;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.AddSubjects;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.SdkOidcProviders;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.role.RoleLocks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
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

/// Applies the trust policy editor to random policies and verifies the results with STS, which
/// reads policies with separate code. After each `trust add-sub`, exactly the previous subjects and
/// the added ones are allowed. If the policy requires another audience, the test specifies the
/// usual one. Without it, the editor would use the other audience.
class TrustEditsTest {
  private static final String TRUST_DOMAIN = "spiffe://example.org/";
  private static final String DENIED = TRUST_DOMAIN + "evil";
  private static final List<String> IDS =
      Stream.of("a", "b", "c", "ns/a", "ns/b", "ns/a/x", "evil")
          .map(path -> TRUST_DOMAIN + path)
          .toList();
  private static final List<String> SUBJECTS =
      Stream.of("a", "b", "c", "ns/a", "ns/b", "ns/a/x", "ns/*", "ns/?")
          .map(path -> TRUST_DOMAIN + path)
          .toList();
  private static final String USUAL = "\"oidc.example.org:aud\":\"sts.amazonaws.com\"";
  private static final List<String> CONDITIONS =
      List.of(
          "{\"StringEquals\":{AUD,SUB}}",
          "{\"StringEquals\":{SUB}}",
          "{\"StringLike\":{SUB},\"StringEquals\":{AUD}}",
          "{\"StringLike\":{AUD,SUB}}",
          "{\"StringEquals\":{AUD,SUB},\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.0/8\"}}",
          "{\"StringEquals\":{AUD,SUB},\"NumericLessThan\":{\"oidc.example.org:level\":\"3\"}}",
          "{\"StringEquals\":{AUD,SUB},\"Bool\":{\"oidc.example.org:verified\":\"true\"}}",
          "{\"StringEquals\":{AUD,SUB},\"StringLike\":{\"oidc.example.org:sub\":\"spiffe://example.org/ns/*\"}}",
          "{\"StringEqualsIfExists\":{SUB}}",
          "{\"ForAnyValue:StringLike\":{SUB},\"StringEquals\":{AUD}}",
          "{\"StringEquals\":{\"oidc.example.org:aud\":\"other\",SUB}}",
          "{\"StringNotEquals\":{\"oidc.example.org:azp\":\"x\"},\"StringEquals\":{SUB}}");

  @TempDir Path directory;
  private final Map<String, String> tokens = new HashMap<>();
  private AwsWorld world;
  private IamClient iam;
  private StsClient sts;

  @BeforeEach
  void start() {
    world = new AwsWorld(directory);
    iam = world.iam(AwsWorld.administrator());
    sts = world.anonymousSts();
    iam.createOpenIDConnectProvider(
        request -> request.url(TestIssuer.URL).clientIDList("sts.amazonaws.com", "other"));
  }

  @AfterEach
  void stop() {
    iam.close();
    sts.close();
    world.close();
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, 25).mapToObj(seed -> 52_000L + seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void stsAllowsThePreviousSubjectsAndTheAddedOne(long seed) {
    var random = new SplittableRandom(seed);
    var policy = policy(random);
    iam.createRole(request -> request.roleName("role").assumeRolePolicyDocument(policy));
    var audience = Optional.of("sts.amazonaws.com").filter(_ -> policy.contains("\"other\""));
    var expected = new TreeSet<>(allowed());
    for (var step = 0; step < 5; step++) {
      var subject = pick(random, SUBJECTS);

      add(subject, audience);

      IDS.stream().filter(id -> !id.equals(DENIED) && covers(subject, id)).forEach(expected::add);
      assertThat(allowed())
          .as("after %s: %s", subject, trust())
          .containsExactlyElementsOf(expected);
    }
  }

  private void add(String subject, Optional<String> audience) {
    new AddSubjects(new SdkRoles(iam), new SdkOidcProviders(iam), RoleLocks.NONE, _ -> {})
        .run(
            new AddSubjects.Request(
                RoleReference.parse("role"),
                List.of(Subject.parse(subject)),
                Optional.of(IssuerUrl.parse(TestIssuer.URL)),
                audience,
                false,
                false,
                false));
  }

  private List<String> allowed() {
    return IDS.stream().filter(this::isAllowed).sorted().toList();
  }

  private boolean isAllowed(String id) {
    try {
      sts.assumeRoleWithWebIdentity(request ->
          request
              .roleArn("arn:aws:iam::123456789012:role/role")
              .roleSessionName("test")
              .webIdentityToken(tokens.computeIfAbsent(id, this::token)));
      return true;
    } catch (StsException e) {
      assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
      return false;
    }
  }

  private String token(String id) {
    return world.issuer.sign(
        world
            .claims()
            .with("sub", Json.of(id))
            .with("aud", Json.strings(List.of("sts.amazonaws.com"))));
  }

  private String trust() {
    return new SdkRoles(iam).find("role").orElseThrow().trust().compact();
  }

  private static boolean covers(String subject, String id) {
    return id.matches(
        subject.replace(".", "\\.").replace("*", "ANY").replace("?", ".").replace("ANY", ".*"));
  }

  private static String policy(SplittableRandom random) {
    var statements = new ArrayList<String>();
    statements.add(
        """
        {"Sid":"People","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},\
        "Action":"sts:AssumeRole"}\
        """);
    statements.add(
        """
        {"Effect":"Deny","Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",\
        "Condition":{"StringEquals":{"oidc.example.org:sub":"%s"}}}\
        """
            .formatted(AwsWorld.PROVIDER, DENIED));
    for (var i = 0; i < 1 + random.nextInt(3); i++) {
      statements.add(
          random.nextInt(statements.size() + 1),
          """
          {"Effect":"Allow","Principal":{"Federated":"%s"},"Action":["sts:AssumeRoleWithWebIdentity"],\
          "Condition":%s}\
          """
              .formatted(AwsWorld.PROVIDER, condition(random)));
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String condition(SplittableRandom random) {
    var condition = pick(random, CONDITIONS);
    var exact = condition.startsWith("{\"StringEquals\"");
    var subs =
        random
            .ints(1 + random.nextInt(3), 0, exact ? IDS.size() : SUBJECTS.size())
            .mapToObj(i -> "\"" + (exact ? IDS : SUBJECTS).get(i) + "\"")
            .toList();
    return condition
        .replace("AUD", random.nextBoolean() ? USUAL : USUAL.replaceFirst(":(\"sts.*)", ":[$1]"))
        .replace("SUB", "\"oidc.example.org:sub\":[" + String.join(",", subs) + "]");
  }

  private static <T> T pick(SplittableRandom random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
