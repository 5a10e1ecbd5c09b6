package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.change.Change;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final String CHAIN =
      """
      trust_domain: example.org
      issuer: https://oidc.example.org
      provider: {}
      workloads:
        - {id: /app, parent_id: /host, selectors: [unix:uid:1], jwt_svid_ttl: 5m, role: {name: app, s3: [bucket:read]}}
      """;

  private final FakeEnvironment env = new FakeEnvironment();

  @Test
  void anUnmanagedEntryIsUsedAndNotChanged() {
    env.entries.with(
        "by-hand",
        RegistrationEntry.of(read(CHAIN).workloads().getFirst().key(), EntrySettings.DEFAULT));
    assertThat(lines(CHAIN))
        .contains(
            "unchanged entry spiffe://example.org/app by-hand not changed: not managed by this chain,"
                + " and differs from the chain\n+ jwt_svid_ttl: 300s");
    env.apply(env.plan(read(CHAIN)));
    assertThat(env.entries.held).hasSize(1);
    assertThat(env.entries.held.getFirst().settings().jwtSvidTtl()).isZero();
  }

  @Test
  void anAddedSelectorUpdatesTheEntryInPlace() {
    env.apply(env.plan(read(CHAIN)));
    var restricted = CHAIN.replace("[unix:uid:1]", "[unix:uid:1, unix:path:/bin/app]");
    assertThat(lines(restricted))
        .contains(
            "updated entry spiffe://example.org/app "
                + env.entries.held.getFirst().id()
                + " + selectors: unix:path:/bin/app");
    env.apply(env.plan(read(restricted)));
    assertThat(env.entries.held).hasSize(1);
    var both =
        restricted + "  - {id: /app, parent_id: /host, selectors: [unix:uid:1], role: app}\n";
    env.apply(env.plan(read(both)));
    assertThat(env.entries.held.stream().map(RegistrationEntry::id))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(env.plan(read(both)).pending()).isFalse();
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
  void chainsOfTwoTrustDomainsAreIndependent() {
    env.apply(env.plan(read(CHAIN)));
    var other = read(CHAIN.replace("example.org\nissuer", "other.test\nissuer"));
    env.apply(env.destruction(other));
    assertThat(env.entries.held).hasSize(1);
  }

  @Test
  void statementsForOtherPrincipalsAreNotChanged() {
    env.apply(env.plan(read(CHAIN)));
    var role = env.roles.get("app");
    var lambda =
        "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}";
    var ours = role.trust().compact().replaceAll("^.*\"Statement\":\\[|]}$", "");
    env.roles.updateTrust(
        "app",
        TrustPolicy.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":[%s,%s]}".formatted(lambda, ours)));
    assertThat(env.plan(read(CHAIN)).pending()).isFalse();
    env.roles.updateTrust(
        "app",
        TrustPolicy.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":[%s,%s]}"
                .formatted(lambda, ours.replace("/app", "/evil"))));
    env.apply(env.plan(read(CHAIN)));
    assertThat(env.roles.get("app").trust().compact())
        .contains("lambda", "spiffe://example.org/app")
        .doesNotContain("evil");
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
  void startsNoFurtherChangeOnceAStopIsRequested() {
    var plan = env.plan(read(CHAIN));
    var stop = new StopRequest();
    var result =
        env.apply(
            plan,
            (done, _) -> {
              if (done == 1) {
                stop.make();
              }
            },
            stop);
    assertThat(result.stopped()).isEmpty();
    assertThat(result.changes().made()).isEqualTo(1);
    assertThat(result.notTried()).isEqualTo(3);
    assertThat(env.providers.providers).hasSize(1);
    assertThat(env.roles.roles).isEmpty();
    assertThat(env.entries.held).isEmpty();
  }

  @Test
  void countsTheSameResourcesBeforeAndAfter() {
    var manifest = read(CHAIN);
    assertThat(env.plan(manifest).changes().count(Change.Action.CREATED)).isEqualTo(4);
    assertThat(env.apply(env.plan(manifest)).changes().made()).isEqualTo(4);
    assertThat(env.plan(manifest).changes().count(Change.Action.UNCHANGED)).isEqualTo(4);
    assertThat(env.destruction(manifest).deletions()).isEqualTo(4);
    assertThat(env.apply(env.destruction(manifest)).changes().made()).isEqualTo(4);
  }

  @Test
  void aPolicyThatAnUpdatedRoleKeepsCountsAsUnchanged() {
    env.apply(env.plan(read(CHAIN)));
    var more = env.plan(read(CHAIN.replace("[bucket:read]", "[bucket:read, logs:read]"))).changes();
    assertThat(more.count(Change.Action.CREATED)).isEqualTo(1);
    assertThat(more.count(Change.Action.UNCHANGED)).isEqualTo(4);
  }

  @Test
  void stopsAtTheFirstFailure() {
    var chain = new StringBuilder(CHAIN);
    for (var i = 0; i < 250; i++) {
      chain.append(
          "  - {id: /many/%d, parent_id: /host, selectors: [unix:uid:%d]}\n".formatted(i, i));
    }
    env.entries.refused = Optional.of(SpiffeId.parse("spiffe://example.org/many/120"));
    var result = env.apply(env.plan(read(chain.toString())));
    assertThat(result.stopped()).map(Problem::code).hasValue("no");
    assertThat(env.entries.held).hasSize(199);
    assertThat(result.notTried()).isBetween(51, 53);
    assertThat(result.changes().changes())
        .filteredOn(change -> change.action() == Change.Action.FAILED)
        .hasSize(1);
    env.entries.refused = Optional.empty();
    env.apply(env.plan(read(chain.toString())));
    assertThat(env.plan(read(chain.toString())).pending()).isFalse();
  }

  @Test
  void aSavedPlanIsOutdatedIfItsChangesDiffer() {
    var manifest = read(CHAIN);
    var saved = PlanFile.parse("plan.json", saved(manifest).text());
    assertThat(saved.differences(saved(saved.manifest()))).isEmpty();
    env.entries.with(
        "by-hand",
        RegistrationEntry.of(manifest.workloads().getFirst().key(), EntrySettings.DEFAULT));
    assertThat(saved.differences(saved(saved.manifest())))
        .contains("-     \"action\": \"created\",", "+     \"action\": \"unchanged\",");
  }

  @Test
  void anEditedChainInASavedPlanIsDetected() {
    var text = saved(read(CHAIN)).text();
    for (var edit :
        List.of(
            "\"/app\"|\"/evil\"",
            "unix:uid:1\"|unix:uid:0\"",
            "bucket:read|bucket:read-write",
            "\"5m\"|\"6m\"")) {
      var parts = edit.split("\\|", -1);
      var chain = text.indexOf("\"chain\": {");
      var edited =
          PlanFile.parse(
              "plan.json",
              text.substring(0, chain) + text.substring(chain).replace(parts[0], parts[1]));
      assertThat(edited.manifest()).as(edit).isNotEqualTo(read(CHAIN));
      assertThat(edited.differences(saved(edited.manifest()))).as(edit).isNotEmpty();
    }
  }

  @Test
  void aSavedPlanIncludesTheRolesThatNeedAnAudience() {
    env.apply(env.plan(read(CHAIN)));
    var provider = env.providers.providers.keySet().iterator().next();
    env.providers.addAudience(provider, "other");
    var manifest = read(CHAIN);
    var saved = saved(manifest);
    env.roles.with(
        "other",
        TrustPolicy.parse(
            env.roles.get("app").trust().compact().replace("sts.amazonaws.com", "other")),
        Map.of());
    assertThat(saved.differences(saved(manifest))).isNotEmpty();
  }

  @Test
  void aSavedPlanContainsWholePolicies() {
    var policy =
        "inline_policies: {two: {Statement: [{Effect: Allow, Action: [%s], Resource: a},"
            + " {Effect: Allow, Action: [%s], Resource: b}]}}";
    env.apply(env.plan(read(with(policy.formatted("x", "x")))));
    var one = saved(read(with(policy.formatted("x, y", "x"))));
    var other = saved(read(with(policy.formatted("x", "x, y"))));
    assertThat(one.changes()).isEqualTo(other.changes());
    assertThat(one.differences(other)).isNotEmpty();
  }

  @Test
  void aNewUnmanagedRoleDoesNotOutdateASavedPlan() {
    env.apply(env.plan(read(CHAIN)));
    var manifest = read(CHAIN);
    var saved = saved(manifest);
    env.roles.with("other", env.roles.get("app").trust(), Map.of());
    assertThat(saved.differences(saved(manifest))).isEmpty();
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

  private PlanFile saved(Manifest manifest) {
    var plan = env.plan(manifest);
    var changes =
        plan.changes().changes().stream()
            .<Json>map(change ->
                Json.object()
                    .with("name", Json.of(change.name()))
                    .with("action", Json.of(change.action().word()))
                    .with("detail", Json.of(change.detail())))
            .toList();
    return PlanFile.of(manifest, plan, Json.array(changes), false);
  }

  @Test
  void aRoleWithAReplacedTrustPolicyIsFound() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.updateTrust(
        "app",
        TrustPolicy.parse(
            "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"x\"},\"Action\":\"sts:AssumeRole\"}}"));
    var manifest = read(CHAIN);
    env.apply(env.destruction(manifest));
    assertThat(env.roles.roles).isEmpty();
  }

  @Test
  void aNewIssuerReplacesThePreviousOne() {
    env.apply(env.plan(read(CHAIN)));
    var moved = read(CHAIN.replace("https://oidc", "https://new"));
    env.apply(env.plan(moved));
    assertThat(env.providers.providers.keySet())
        .extracting(ProviderArn::url)
        .containsExactly("https://new.example.org");
    assertThat(env.roles.get("app").trust().compact())
        .contains("new.example.org")
        .doesNotContain("oidc.example.org");
    assertThat(env.plan(moved).pending()).isFalse();
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
  void aDenyStatementIsAConflict() {
    env.apply(env.plan(read(CHAIN)));
    add("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRoleWithWebIdentity\"}");
    assertThatThrownBy(() -> env.plan(read(CHAIN)).checkConflicts())
        .hasMessage(
            "the trust policy of role app denies spiffe://example.org/app: statement 2 denies it");
  }

  @Test
  void reportsStatementsForOtherPrincipals() {
    env.apply(env.plan(read(CHAIN)));
    add(
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999999999999\"},\"Action\":\"sts:AssumeRole\"}");
    assertThat(lines(CHAIN))
        .contains(
            "unchanged role app arn:aws:iam::123456789012:role/app not changed in its trust policy,"
                + " since not managed by this chain: statement 2, for {\"AWS\":\"999999999999\"}");
  }

  @Test
  void policiesOfANewRoleNameTheRole() {
    assertThat(lines(CHAIN))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(
                    "created role_policy s3-bucket-read arn:aws:iam::123456789012:role/app "));
  }

  @Test
  void permissionsAreRemovedBeforeNewSubjectsAreAllowed() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.writes.clear();
    var others = read(CHAIN.replace("/app,", "/else,").replace("bucket:read", "more:read"));
    env.apply(env.plan(others));
    assertThat(env.roles.writes)
        .containsExactly("drop s3-bucket-read", "trust app", "put s3-more-read");
  }

  @Test
  void permissionsAreRemovedBeforeOthersAreAdded() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.writes.clear();
    env.apply(env.plan(read(CHAIN.replace("bucket:read", "more:read"))));
    assertThat(env.roles.writes).containsExactly("drop s3-bucket-read", "put s3-more-read");
  }

  @Test
  void unchangedPermissionsAreGrantedAllTheTime() {
    env.apply(env.plan(read(CHAIN)));
    env.roles.writes.clear();
    env.apply(env.plan(read(CHAIN.replace("bucket:read", "bucket:read-write"))));
    assertThat(env.roles.writes).containsExactly("put s3-bucket-read-write", "drop s3-bucket-read");
    env.roles.writes.clear();
    env.apply(env.plan(read(CHAIN)));
    assertThat(env.roles.writes).containsExactly("put s3-bucket-read", "drop s3-bucket-read-write");
  }

  @Test
  void aRejectedPolicyNeverAddsPermissions() {
    env.apply(env.plan(read(with("inline_policies: {more: {Statement: [a]}}"))));
    env.roles.writes.clear();
    env.roles.refused = "put more";
    var others =
        read(
            with("inline_policies: {more: {Statement: [b]}}")
                .replace("/app,", "/else,")
                .replace("bucket:read", "other:read"));
    assertThat(env.apply(env.plan(others)).stopped()).isPresent();
    assertThat(env.roles.writes).containsExactly("drop s3-bucket-read", "drop more", "trust app");
  }

  @Test
  void aBoundaryChangesWhileOnlyRemainingSubjectsAreAllowed() {
    env.apply(env.plan(read(with("permissions_boundary: 'arn:aws:iam::aws:policy/A'"))));
    env.roles.writes.clear();
    var other =
        read(with("permissions_boundary: 'arn:aws:iam::aws:policy/B'").replace("/app,", "/else,"));
    env.apply(env.plan(other));
    assertThat(env.roles.writes).containsExactly("trust app", "boundary app", "trust app");
    assertThat(env.plan(other).pending()).isFalse();
  }

  @Test
  void policiesOverTheQuotaAreAddedAfterOldOnesAreRemoved() {
    env.apply(env.plan(read(CHAIN)));
    for (var i = 0; i < 10; i++) {
      env.roles.attachPolicy("app", "arn:aws:iam::aws:policy/Old" + i);
    }
    env.roles.writes.clear();
    env.apply(
        env.plan(read(CHAIN.replace("s3: [bucket:read]", "s3: [bucket:read], policies: [New]"))));
    assertThat(env.roles.writes).hasSize(11).last().isEqualTo("attach arn:aws:iam::aws:policy/New");
    env.roles.putInlinePolicy("app", "long", "{\"Statement\":[\"" + "x".repeat(10_000) + "\"]}");
    env.roles.writes.clear();
    env.apply(env.plan(read(CHAIN.replace("bucket:read", "more:read"))));
    assertThat(env.roles.writes)
        .containsExactly(
            "drop long",
            "drop s3-bucket-read",
            "detach arn:aws:iam::aws:policy/New",
            "put s3-more-read");
  }

  @Test
  void aShrinkingPolicyIsWrittenBeforeAGrowingOne() {
    var chain = "inline_policies: {grows: {Statement: [%s]}, shrinks: {Statement: [%s]}}";
    env.apply(env.plan(read(with(chain.formatted("a", "b".repeat(9_000))))));
    env.roles.writes.clear();
    env.apply(env.plan(read(with(chain.formatted("a".repeat(9_000), "b")))));
    assertThat(env.roles.writes).containsExactly("drop grows", "put shrinks", "put grows");
  }

  @Test
  void aRoleNameThatDiffersOnlyInCaseIsAConflict() {
    env.roles.with("App", TrustPolicy.parse("{\"Statement\":[]}"), Map.of());
    assertThatThrownBy(() -> env.plan(read(CHAIN)).checkConflicts())
        .hasMessage(
            "role app differs only in case from the existing role App, and IAM ignores case in role"
                + " names")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().hint()).endsWith("spiffe-aws trust role delete App"));
  }

  @Test
  void missingPoliciesAreReportedBeforeAnyWrite() {
    env.roles.missingPolicies.add("arn:aws:iam::aws:policy/Typo");
    assertThatThrownBy(() -> env.apply(env.plan(read(with("policies: [Typo]")))))
        .hasMessage("managed policy arn:aws:iam::aws:policy/Typo not found");
    var bounded = read(with("permissions_boundary: 'arn:aws:iam::aws:policy/Typo'"));
    assertThatThrownBy(() -> env.apply(env.plan(bounded)))
        .hasMessage("managed policy arn:aws:iam::aws:policy/Typo not found");
    assertThat(env.roles.writes).isEmpty();
    assertThat(env.entries.held).isEmpty();
  }

  /// The chain with more settings of its role.
  private static String with(String settings) {
    return CHAIN.replace("s3: [bucket:read]", "s3: [bucket:read], " + settings);
  }

  @Test
  void reportsStatementsForOtherPrincipalsOfAChangedRole() {
    env.apply(env.plan(read(CHAIN)));
    add(
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999999999999\"},\"Action\":\"sts:AssumeRole\"}");
    assertThat(lines(with("max_session_duration: 2h")))
        .contains(
            "updated role app arn:aws:iam::123456789012:role/app - max_session_duration: 1h\n"
                + "+ max_session_duration: 2h\n"
                + "not changed in its trust policy, since not managed by this chain: statement 2, for"
                + " {\"AWS\":\"999999999999\"}");
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

  @Test
  void aSelectorCannotForgeALine() {
    env.entries.with(
        "spiffe-aws.chain.1",
        RegistrationEntry.of(
            new EntryKey(
                SpiffeId.parse("spiffe://example.org/old"),
                SpiffeId.parse("spiffe://example.org/host"),
                List.of(new Selector("unix", "uid:1\n+ forged"))),
            EntrySettings.DEFAULT));
    assertThat(lines(CHAIN)).anySatisfy(line -> assertThat(line).contains("unix:uid:1?+ forged"));
  }

  private void add(String statement) {
    var trust = env.roles.get("app").trust();
    env.roles.updateTrust("app", trust.plus((Json.Obj) JsonText.parse(statement, "the statement")));
  }

  @Test
  void survivesAnyPlanFile() {
    var manifest = read(CHAIN);
    var good = saved(manifest).text();
    var random = new SplittableRandom(8);
    for (var round = 0; round < 2_000; round++) {
      var text = new StringBuilder(good);
      for (var i = random.nextInt(1, 5); i > 0; i--) {
        text.setCharAt(random.nextInt(text.length()), "{}[]\",:0a \\n".charAt(random.nextInt(12)));
      }
      try {
        PlanFile.parse("plan.json", text.toString());
      } catch (ProblemException e) {
        assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
      }
    }
  }

  private List<String> lines(String chain) {
    return lines(read(chain));
  }

  private List<String> lines(Manifest manifest) {
    return env.plan(manifest).changes().changes().stream()
        .map(change ->
            "%s %s %s %s %s"
                .formatted(
                    change.action().word(),
                    change.kind().word(),
                    change.name(),
                    change.id(),
                    change.detail()))
        .toList();
  }

  private static Manifest read(String text) {
    return new ManifestReader(
            "chain.yaml",
            path -> {
              throw new AssertionError(path);
            })
        .read(text);
  }
}
