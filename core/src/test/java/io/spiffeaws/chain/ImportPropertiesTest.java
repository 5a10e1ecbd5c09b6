package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.chain.manifest.ManifestYaml;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Chains that are created from an existing state.
class ImportPropertiesTest extends RandomChain {
  @Test
  void anImportOfAManagedChainHasNoChanges() {
    var random = new SplittableRandom(6);
    for (var round = 0; round < ROUNDS; round++) {
      var env = new FakeEnvironment();
      env.apply(env.plan(chain(random)));
      var text = ManifestYaml.write(env.imported(ISSUER).manifest());
      assertThat(env.plan(read(text)).pending()).as(text).isFalse();
    }
  }

  @Test
  void anImportOfAnyStateHasNoChanges() {
    var random = new SplittableRandom(7);
    for (var round = 0; round < ROUNDS * 4; round++) {
      var env = new FakeEnvironment();
      env.providers.create(ISSUER, List.of("one", "two"), List.of(), Map.of());
      for (var i = random.nextInt(1, 4); i > 0; i--) {
        env.entries.with("by-hand-" + i, entry("/app/" + i % 2, "uid:" + i));
      }
      for (var i = random.nextInt(4); i > 0; i--) {
        env.roles.with("r" + i, anyTrust(random), Map.of("owner", "others"));
        env.roles.attachPolicy("r" + i, "arn:aws:iam::aws:policy/P");
      }
      var imported = env.imported(ISSUER);
      var text = ManifestYaml.write(imported.manifest());
      var plan = env.plan(read(text));
      assertThat(plan.pending())
          .as(() -> text + imported.notes() + plan.changes() + env.roles.roles)
          .isFalse();
    }
  }

  @Test
  void anImportUsesTheNameOfTheManagingChain() {
    var env = new FakeEnvironment();
    env.apply(
        env.plan(
            read(
                """
                name: payments
                trust_domain: example.org
                issuer: https://oidc.example.org
                provider: {}
                workloads:
                  - {id: /a, parent_id: /h, selectors: [unix:uid:1], role: a}
                """)));
    var imported = env.imported(ISSUER);
    assertThat(imported.manifest().name()).isEqualTo("payments");
    assertThat(imported.notes())
        .containsExactly(
            "some of the resources are managed by the chain payments, so its name is used");
    env.entries.with("spiffe-aws.other.1", entry("/b", "uid:2"));
    assertThat(env.imported(ISSUER).notes().getFirst())
        .startsWith(
            "several chains manage the resources: other, payments; specify one with --name");
  }

  @Test
  void reportsWhatAChainCannotExpressOfARole() {
    var env = new FakeEnvironment();
    env.providers.create(ISSUER, List.of("one", "two"), List.of(), Map.of());
    env.entries.with("by-hand", entry("/app/1", "uid:1"));
    env.roles.with(
        "r",
        policy(
            statement("one", "/app/1", ""),
            statement("two", "/app/1", ""),
            statement("two", "/app/0", ",\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}")),
        Map.of());
    env.roles.with(
        "s",
        policy(statement("one", "/app/1", ",\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}")),
        Map.of());
    var imported = env.imported(ISSUER);
    assertThat(imported.manifest().roles()).hasSize(1);
    assertThat(imported.notes())
        .containsExactly(
            "role r allows spiffe://example.org/app/0, which has no registration entry",
            "role r accepts the audience two in addition to one, but a role of a chain has only one",
            "role s is not known to allow spiffe://example.org/app/1 with the audience one, which a"
                + " chain cannot express: statement 1 may allow it: IpAddress aws:SourceIp 10.0.0.0/8"
                + " depends on the request");
  }

  /// A trust policy of a few statements, some of which a chain cannot express.
  private static TrustPolicy anyTrust(SplittableRandom random) {
    var statements = new String[random.nextInt(1, 4)];
    for (var i = 0; i < statements.length; i++) {
      var more =
          switch (random.nextInt(5)) {
            case 0 -> ",\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}";
            case 1 -> ",\"StringLike\":{\"oidc.example.org:sub\":\"spiffe://example.org/app/1\"}";
            default -> "";
          };
      statements[i] =
          statement(random.nextBoolean() ? "one" : "two", "/app/" + random.nextInt(3), more);
      if (random.nextInt(6) == 0) {
        statements[i] = statements[i].replace("Allow", "Deny");
      }
    }
    return policy(statements);
  }

  private static String statement(String audience, String path, String more) {
    return """
    {"Effect":"Allow","Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",
     "Condition":{"StringEquals":{"oidc.example.org:aud":"%s","oidc.example.org:sub":"spiffe://example.org%s"}%s}}
    """
        .formatted(ProviderArn.of("aws", "123456789012", ISSUER), audience, path, more);
  }

  private static TrustPolicy policy(String... statements) {
    return TrustPolicy.parse(
        "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
  }
}
