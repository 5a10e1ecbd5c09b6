package io.spiffeaws.sandbox.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyDocumentTest {
  private static final RequestContext CONTEXT =
      RequestContext.empty()
          .with("oidc.example.org:sub", "spiffe://example.org/ns/prod/app")
          .with("oidc.example.org:aud", "aws")
          .with("oidc.example.org:amr", List.of("one", "two"))
          .with("aws:SourceIp", "192.0.2.7")
          .with("aws:CurrentTime", "2026-11-23T12:00:00Z")
          .with("s3:max-keys", "10")
          .with("aws:SecureTransport", "true");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          StringEquals                | oidc.example.org:sub | spiffe://example.org/ns/prod/app | true
          StringEquals                | oidc.example.org:sub | spiffe://example.org/ns/prod/*   | false
          StringEquals                | OIDC.Example.org:SUB | spiffe://example.org/ns/prod/app | true
          StringEquals                | oidc.example.org:sub | SPIFFE://example.org/ns/prod/app | false
          StringEqualsIgnoreCase      | oidc.example.org:sub | SPIFFE://example.org/NS/prod/app | true
          StringNotEqualsIgnoreCase   | oidc.example.org:sub | SPIFFE://example.org/NS/prod/app | false
          StringLike                  | oidc.example.org:sub | spiffe://example.org/*           | true
          StringLike                  | oidc.example.org:sub | spiffe://example.org/ns/prod/ap? | true
          StringLike                  | oidc.example.org:sub | spiffe://example.org/ns/prod/ap  | false
          StringNotLike               | oidc.example.org:sub | spiffe://example.org/*           | false
          StringNotLike               | oidc.example.org:sub | spiffe://other.org/*             | true
          StringNotEquals             | oidc.example.org:sub | x                                | true
          StringEquals                | absent               | x                                | false
          StringNotEquals             | absent               | x                                | true
          StringEqualsIfExists        | absent               | x                                | true
          StringEqualsIfExists        | oidc.example.org:aud | x                                | false
          ForAllValues:StringEquals   | absent               | x                                | true
          ForAnyValue:StringEquals    | absent               | x                                | false
          ForAllValues:StringEquals   | oidc.example.org:amr | one                              | false
          ForAnyValue:StringEquals    | oidc.example.org:amr | one                              | true
          ForAllValues:StringLike     | oidc.example.org:amr | *                                | true
          ForAnyValue:StringNotEquals | oidc.example.org:amr | one                              | true
          Null                        | absent               | true                             | true
          Null                        | oidc.example.org:aud | true                             | false
          Null                        | oidc.example.org:aud | false                            | true
          Bool                        | aws:SecureTransport  | TRUE                             | true
          Bool                        | aws:SecureTransport  | false                            | false
          IpAddress                   | aws:SourceIp         | 192.0.2.0/24                     | true
          IpAddress                   | aws:SourceIp         | 192.0.2.8/30                     | false
          NotIpAddress                | aws:SourceIp         | 192.0.2.0/24                     | false
          IpAddress                   | aws:SourceIp         | nonsense                         | false
          NumericLessThan             | s3:max-keys          | 11                               | true
          NumericLessThan             | s3:max-keys          | 10                               | false
          NumericGreaterThanEquals    | s3:max-keys          | 1e1                              | true
          DateGreaterThan             | aws:CurrentTime      | 2026-11-23                       | true
          DateLessThan                | aws:CurrentTime      | 2026-11-23T11:59:59Z             | false
          """)
  void conditionsAreEvaluatedLikeInAws(String operator, String key, String value, boolean holds) {
    var trust =
        PolicyDocument.trust(
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},
             "Action":"sts:AssumeRole","Condition":{"%s":{"%s":"%s"}}}}\
            """
                .formatted(operator, key, value));

    assertThat(trust.decide(request("sts:AssumeRole", "AWS", "anyone")))
        .isEqualTo(holds ? Verdict.ALLOWED : Verdict.UNDECIDED);
  }

  @Test
  void keysAndOperatorsAreCombinedByAndValuesByOr() {
    var both =
        "{\"StringEquals\":{\"oidc.example.org:aud\":[\"x\",\"aws\"]},\"StringLike\":{\"oidc.example.org:sub\":\"%s\"}}";

    assertThat(trustWith(both.formatted("spiffe://example.org/*"))).isEqualTo(Verdict.ALLOWED);
    assertThat(trustWith(both.formatted("spiffe://other/*"))).isEqualTo(Verdict.UNDECIDED);
  }

  private static Verdict trustWith(String condition) {
    return PolicyDocument.trust(
            """
            {"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:*","Condition":%s}]}\
            """
                .formatted(condition))
        .decide(request("sts:AssumeRole", "AWS", "anyone"));
  }

  @Test
  void federatedPrincipalMustBeExactlyTheProvider() {
    var arn = "arn:aws:iam::123456789012:oidc-provider/oidc.example.org";
    var trust =
        PolicyDocument.trust(
            """
            {"Statement":[{"Effect":"Allow","Principal":{"Federated":"%s"},
             "Action":"sts:AssumeRoleWithWebIdentity"}]}\
            """
                .formatted(arn));

    assertThat(trust.decide(request("sts:assumerolewithwebidentity", "Federated", arn)))
        .isEqualTo(Verdict.ALLOWED);
    assertThat(trust.decide(request("sts:AssumeRoleWithWebIdentity", "Federated", arn + "/")))
        .isEqualTo(Verdict.UNDECIDED);
    assertThat(trust.decide(request("sts:AssumeRoleWithWebIdentity", "AWS", arn)))
        .isEqualTo(Verdict.UNDECIDED);
    assertThat(trust.decide(request("sts:AssumeRole", "Federated", arn)))
        .isEqualTo(Verdict.UNDECIDED);
  }

  static Stream<Arguments> permissions() {
    return Stream.of(
        Arguments.of("\"Action\":\"s3:Get*\",\"Resource\":\"arn:aws:s3:::b/*\"", Verdict.ALLOWED),
        Arguments.of("\"Action\":\"S3:getobject\",\"Resource\":\"*\"", Verdict.ALLOWED),
        Arguments.of("\"Action\":\"s3:Put*\",\"Resource\":\"*\"", Verdict.UNDECIDED),
        Arguments.of("\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::b\"", Verdict.UNDECIDED),
        Arguments.of("\"NotAction\":\"s3:Put*\",\"Resource\":\"*\"", Verdict.ALLOWED),
        Arguments.of("\"Action\":\"*\",\"NotResource\":\"arn:aws:s3:::b/k\"", Verdict.UNDECIDED),
        Arguments.of(
            "\"Action\":\"*\",\"Resource\":\"arn:aws:s3:::b/${oidc.example.org:aud}\"",
            Verdict.UNDECIDED));
  }

  @ParameterizedTest
  @MethodSource
  void permissions(String members, Verdict verdict) {
    var document =
        PolicyDocument.permissions(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",%s}]}"
                .formatted(members));

    assertThat(document.decide(AccessRequest.of("s3:GetObject", "arn:aws:s3:::b/k", CONTEXT)))
        .isEqualTo(verdict);
  }

  @Test
  void denyOverridesInAnyOrderOfStatements() {
    var random = new SplittableRandom(20261123);
    IntStream.range(0, 200)
        .forEach(_ -> {
          int denial = random.nextInt(12); // none after the sixth statement
          var statements =
              IntStream.range(0, 6)
                  .mapToObj(i -> i == denial ? "Deny" : "Allow")
                  .map(effect ->
                      "{\"Effect\":\"%s\",\"Action\":\"*\",\"Resource\":\"*\"}".formatted(effect))
                  .toList();
          var document =
              PolicyDocument.permissions("{\"Statement\":[" + String.join(",", statements) + "]}");
          assertThat(document.decide(AccessRequest.of("a:b", "r", RequestContext.empty())))
              .isEqualTo(denial < 6 ? Verdict.DENIED : Verdict.ALLOWED);
        });
  }

  @Test
  void anyTextIsEitherPolicyOrMalformed() {
    var random = new SplittableRandom(42);
    var good =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"sts:AssumeRole\"],\"Condition\":{\"Bool\":{\"a\":true}}}]}";
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      var text = new StringBuilder(good);
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        text.replace(at, at + random.nextInt(3), String.valueOf((char) random.nextInt(32, 127)));
      }
      try {
        PolicyDocument.trust(text.toString()).decide(request("sts:AssumeRole", "AWS", "x"));
      } catch (MalformedPolicy expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 2999);
  }

  @Test
  void deepNestingIsRejectedWithoutRecursion() {
    assertThatThrownBy(() -> PolicyDocument.trust("[".repeat(100_000)))
        .isInstanceOf(MalformedPolicy.class);
  }

  private static AccessRequest request(String action, String kind, String principal) {
    return new AccessRequest(action, "", Map.of(kind, Set.of(principal)), CONTEXT);
  }
}
