package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Resources that the chain does not manage, and those that it has managed before.
class PlanOwnershipTest extends PlannedChain {
  @Test
  void anUnmanagedEntryIsUsedAndNotChanged() {
    env.entries.with(
        "by-hand",
        RegistrationEntry.of(read(CHAIN).workloads().getFirst().key(), EntrySettings.DEFAULT));
    assertThat(lines(CHAIN))
        .contains(
            "unchanged entry spiffe://example.org/app by-hand not changed: not managed by this chain,"
                + " and differs from the chain\n+ jwt_svid_ttl: 5m");
    env.apply(env.plan(read(CHAIN)));
    assertThat(env.entries.held).hasSize(1);
    assertThat(env.entries.held.getFirst().settings().jwtSvidTtl()).isZero();
  }

  @Test
  void anUnmanagedRoleThatLacksSettingsIsAConflict() {
    env.roles.with("app", TrustPolicy.parse("{\"Statement\":[]}"), Map.of("spiffe-aws", "managed"));
    var plan = env.plan(read(CHAIN));
    assertThatThrownBy(() -> env.apply(plan))
        .hasMessage(
            "role app exists, is not managed by this chain, and lacks trust in"
                + " spiffe://example.org/app, the inline policy s3-bucket-read");
    assertThat(env.entries.held).isEmpty();
    assertThat(env.providers.writes).isEmpty();
  }

  @Test
  void removedResourcesAreDeletedOnlyIfPruned() {
    env.apply(env.plan(read(CHAIN)));
    var without = CHAIN.substring(0, CHAIN.indexOf("  - ")) + "  []\n";
    var plan = env.plan(read(without));
    assertThat(plan.deletions()).isEqualTo(3);
    env.apply(plan.withoutDeletions());
    assertThat(env.entries.held).hasSize(1);
    env.apply(plan);
    assertThat(env.entries.held).isEmpty();
    assertThat(env.roles.roles).isEmpty();
    assertThat(env.providers.providers).hasSize(1);
  }

  @Test
  void aProviderTrustedByUnmanagedRolesIsNotDeleted() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.with("other", env.roles.get("app").trust(), Map.of());
    var manifest = read(CHAIN);
    env.apply(env.destruction(manifest));
    assertThat(env.providers.providers).hasSize(1);
    assertThat(env.roles.roles).containsOnlyKeys("other");
  }

  @Test
  void aChainWithoutIssuerStillManagesItsAwsResources() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.with("other", env.roles.get("app").trust(), Map.of());
    var lost =
        read(
            CHAIN
                .replace("issuer: https://oidc.example.org\n", "")
                .replace("provider: {}\n", "")
                .replaceAll(", role: .*}", "}"));
    var plan = env.plan(lost);
    assertThat(plan.deletions()).isEqualTo(2);
    assertThat(lines(lost))
        .contains(
            "deleted role app arn:aws:iam::123456789012:role/app ",
            "unchanged oidc_provider https://oidc.example.org"
                + " arn:aws:iam::123456789012:oidc-provider/oidc.example.org not deleted: still"
                + " trusted by other");
    env.roles.delete("other");
    env.apply(env.destruction(lost));
    assertThat(env.roles.roles).isEmpty();
    assertThat(env.providers.providers).isEmpty();
    assertThat(env.entries.held).isEmpty();
  }

  @Test
  void anAdoptedRoleIsFoundByItsTagWithoutTheIssuer() {
    env.roles.roles.put(
        "app",
        new Role(
            "app",
            "arn:aws:iam::123456789012:role/app",
            "/",
            "the reports",
            Duration.ofHours(1),
            Optional.empty(),
            Map.of(),
            TrustPolicy.parse("{\"Statement\":[]}")));
    var chain = CHAIN.replace("provider: {}\n", "");
    env.providers.create(
        IssuerUrl.parse("https://oidc.example.org"),
        List.of("sts.amazonaws.com"),
        List.of(),
        Map.of());
    env.apply(env.plan(read(chain), true));
    assertThat(env.roles.get("app").description()).isEqualTo("the reports");
    var lost = read("trust_domain: example.org\nworkloads: []\n");
    env.apply(env.destruction(lost));
    assertThat(env.roles.roles).isEmpty();
    assertThat(env.providers.providers).hasSize(1);
  }

  @Test
  void aPreviousProviderIsNotDeletedIfStillTrusted() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.with("other", env.roles.get("app").trust(), Map.of());
    assertThat(lines(CHAIN.replace("https://oidc", "https://new")))
        .contains(
            "unchanged oidc_provider https://oidc.example.org"
                + " arn:aws:iam::123456789012:oidc-provider/oidc.example.org not deleted: still"
                + " trusted by other");
  }

  @Test
  void unmanagedResourcesAreAdoptedOnRequest() {
    env.roles.with("app", TrustPolicy.parse("{\"Statement\":[]}"), Map.of("team", "a"));
    var manifest = read(CHAIN);
    assertThatThrownBy(() -> env.plan(manifest).checkConflicts())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().hint()).endsWith("spiffe-aws apply -f chain.yaml --adopt"));
    env.apply(env.plan(manifest, true));
    assertThat(env.plan(manifest).pending()).isFalse();
    assertThat(env.roles.get("app").tags())
        .containsEntry("team", "a")
        .containsEntry("spiffe-aws-chain", "example.org/chain");
    env.apply(env.destruction(manifest));
    assertThat(env.roles.roles).isEmpty();
  }

  @Test
  void resourcesOfAnotherChainAreNotAdopted() {
    env.roles.with(
        "app",
        TrustPolicy.parse("{\"Statement\":[]}"),
        Map.of("spiffe-aws-chain", "example.org/other"));
    var manifest = read(CHAIN);
    assertThatThrownBy(() -> env.plan(manifest, true).checkConflicts())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().hint())
                    .isEqualTo(
                        "specify another name: that role is managed by the chain"
                            + " example.org/other"));
  }

  @Test
  void anUnmanagedRoleNeedsTheBoundaryAndSessionDuration() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.untag("app", Set.of("spiffe-aws-chain"));
    assertThat(env.plan(read(CHAIN)).pending()).isFalse();
    var demanding =
        with("max_session_duration: 2h, permissions_boundary: 'arn:aws:iam::aws:policy/Edge'");
    assertThatThrownBy(() -> env.plan(read(demanding)).checkConflicts())
        .hasMessage(
            "role app exists, is not managed by this chain, and lacks the permissions boundary"
                + " arn:aws:iam::aws:policy/Edge, a maximum session duration of 2h");
  }

  @Test
  void anAudienceMissingInAnUnmanagedProviderIsAConflict() {
    env.providers.create(
        IssuerUrl.parse("https://oidc.example.org"), List.of("one"), List.of(), Map.of());
    var chain = CHAIN.replace("provider: {}\n", "");
    assertThatThrownBy(() -> env.plan(read(chain)).checkConflicts())
        .hasMessage(
            "the OIDC provider of https://oidc.example.org does not accept the audience"
                + " sts.amazonaws.com, which role app requires")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().hint())
                    .endsWith(
                        "spiffe-aws trust provider create https://oidc.example.org --audience"
                            + " sts.amazonaws.com"));
  }

  @Test
  void onlyARoleWithTheChainsTagIsDeleted() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.untag("app", Set.of("spiffe-aws"));
    var manifest = read(CHAIN);
    var destroy = env.destruction(manifest);
    env.roles.untag("app", Set.of("spiffe-aws-chain"));
    assertThat(env.apply(destroy).stopped()).map(Problem::code).hasValue("world-moved-on");
    assertThat(env.roles.roles).containsOnlyKeys("app");
    env.roles.tag("app", Map.of("spiffe-aws-chain", "example.org/chain"));
    assertThat(env.apply(env.destruction(manifest)).stopped()).isEmpty();
    assertThat(env.roles.roles).isEmpty();
  }

  @Test
  void namesTheChainThatManagesAResource() {
    env.apply(env.plan(read("name: first\n" + CHAIN)));
    assertThat(lines("name: second\n" + CHAIN))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("unchanged entry")
                .endsWith("not changed: managed by the chain first"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("unchanged role")
                .endsWith("not changed: managed by the chain example.org/first"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("unchanged oidc_provider")
                .endsWith("not changed: managed by the chain example.org/first"));
  }

  @Test
  void anAudienceOfUnmanagedRolesIsNotRemoved() {
    var issuer = IssuerUrl.parse("https://oidc.example.org");
    env.providers.create(
        issuer, List.of("sts.amazonaws.com", "theirs", "idle"), List.of(), Map.of());
    env.roles.with(
        "other",
        TrustPolicy.parse(
            """
            {"Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
             "Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/oidc.example.org"},
             "Condition":{"StringEquals":{"oidc.example.org:aud":"theirs"}}}}
            """),
        Map.of());
    var adopted = env.plan(read(CHAIN), true);
    assertThat(adopted.changes().changes().getFirst().detail())
        .startsWith("- audience idle\n")
        .endsWith(
            "audience theirs is not removed: roles that this chain does not manage accept it: other");
    env.apply(adopted);
    assertThat(env.providers.providers.values().iterator().next().audiences())
        .containsExactlyInAnyOrder("sts.amazonaws.com", "theirs");
    assertThat(env.plan(read(CHAIN)).pending()).isFalse();
    assertThat(lines(CHAIN))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("unchanged oidc_provider")
                .endsWith(
                    "audience theirs is not removed: roles that this chain does not manage accept it: other"));
    env.roles.delete("other");
    env.apply(env.plan(read(CHAIN)));
    assertThat(env.providers.providers.values().iterator().next().audiences())
        .containsExactly("sts.amazonaws.com");
  }

  @Test
  void anAudienceOfTheChainsOwnRolesIsRemoved() {
    var before =
        CHAIN
            .replace("provider: {}", "provider: {audiences: [new, old]}")
            .replace("name: app,", "name: app, audience: old,");
    env.apply(env.plan(read(before)));
    env.apply(env.plan(read(CHAIN.replace("provider: {}", "provider: {audiences: [new]}"))));
    assertThat(env.providers.providers.values().iterator().next().audiences())
        .containsExactly("new");
  }
}
