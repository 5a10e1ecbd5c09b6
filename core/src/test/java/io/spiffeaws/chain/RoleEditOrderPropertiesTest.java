package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.role.PermissionModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoleEditOrderPropertiesTest {
  private static final int ROUNDS = 400;
  private static final IssuerUrl ISSUER = IssuerUrl.parse("https://oidc.example.org");
  private static final ProviderArn PROVIDER = ProviderArn.of("aws", "123456789012", ISSUER);

  @Test
  void permissionsNeverExceedThoseBeforeOrAfter() {
    var random = new SplittableRandom(13);
    for (var round = 0; round < ROUNDS; round++) {
      var env = new FakeEnvironment();
      env.providers.create(ISSUER, List.of("sts.amazonaws.com"), List.of(), Map.of());
      var trust =
          PermissionModel.trust(PROVIDER, PermissionModel.ids(random), random.nextInt(4) == 0);
      PermissionModel.put(
          env.roles, "app", trust, Map.of("spiffe-aws-chain", "example.org/chain"), random);
      var before = PermissionModel.rights(env.roles, "app");
      var steps = new ArrayList<Map<String, Set<String>>>();
      env.rolePort =
          PermissionModel.watched(
              env.roles, () -> steps.add(PermissionModel.rights(env.roles, "app")));
      var manifest = chain(random);
      assertThat(env.apply(env.plan(manifest)).stopped()).isEmpty();
      assertThat(env.plan(manifest).pending()).isFalse();
      var after = PermissionModel.rights(env.roles, "app");
      for (var step : steps) {
        PermissionModel.assertWithin(step, before, after, round + " " + env.roles.writes);
      }
    }
  }

  private static Manifest chain(SplittableRandom random) {
    var role = new StringBuilder("{name: app");
    PermissionModel.boundary(random)
        .ifPresent(arn -> role.append(", permissions_boundary: '").append(arn).append('\''));
    role.append(", policies: [");
    PermissionModel.attached(random).forEach(arn -> role.append('\'').append(arn).append("', "));
    role.append("], inline_policies: {");
    PermissionModel.inline(random)
        .forEach((name, text) -> role.append(name).append(": ").append(text).append(", "));
    role.append(random.nextBoolean() ? "}, tags: {team: a}}" : "}}");
    var text = new StringBuilder("trust_domain: example.org\nissuer: https://oidc.example.org\n");
    text.append("workloads:\n");
    for (var id : PermissionModel.ids(random)) {
      text.append(
          "  - {id: '%s', parent_id: /h, selectors: [unix:uid:1], role: %s}\n".formatted(id, role));
    }
    return new ManifestReader(
            "chain.yaml",
            path -> {
              throw new AssertionError(path);
            })
        .read(text.toString());
  }
}
