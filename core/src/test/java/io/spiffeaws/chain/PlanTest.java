package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.change.Change;
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

  private final FakeWorld world = new FakeWorld();

  @Test
  void anEntryMadeByHandServesAndIsLeft() {
    world.entries.with(
        "by-hand",
        RegistrationEntry.of(read(CHAIN).workloads().getFirst().key(), EntrySettings.DEFAULT));
    assertThat(lines(CHAIN))
        .contains(
            "unchanged entry spiffe://example.org/app by-hand left alone: this chain did not make it,"
                + " and wants it otherwise\n+ jwt_svid_ttl: 300s");
    world.apply(world.plan(read(CHAIN)));
    assertThat(world.entries.held).hasSize(1);
    assertThat(world.entries.held.getFirst().settings().jwtSvidTtl()).isZero();
  }

  @Test
  void aSelectorThatIsNarrowedIsNarrowedInPlace() {
    world.apply(world.plan(read(CHAIN)));
    var narrowed = CHAIN.replace("[unix:uid:1]", "[unix:uid:1, unix:path:/bin/app]");
    assertThat(lines(narrowed))
        .contains(
            "updated entry spiffe://example.org/app "
                + world.entries.held.getFirst().id()
                + " + selectors: unix:path:/bin/app");
    world.apply(world.plan(read(narrowed)));
    assertThat(world.entries.held).hasSize(1);
    var both = narrowed + "  - {id: /app, parent_id: /host, selectors: [unix:uid:1], role: app}\n";
    world.apply(world.plan(read(both)));
    assertThat(world.entries.held.stream().map(RegistrationEntry::id))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(world.plan(read(both)).pending()).isFalse();
  }

  @Test
  void aRoleOfAnotherMakerIsAConflictUnlessItServes() {
    world.roles.with(
        "app", TrustPolicy.parse("{\"Statement\":[]}"), Map.of("spiffe-aws", "managed"));
    var plan = world.plan(read(CHAIN));
    assertThatThrownBy(() -> world.apply(plan))
        .hasMessage(
            "role app exists, this chain did not make it, and it lacks trust in"
                + " spiffe://example.org/app, the inline policy s3-bucket-read");
    assertThat(world.entries.held).isEmpty();
    assertThat(world.providers.writes).isEmpty();
  }

  @Test
  void whatTheFileHasNoLongerIsLeftUnlessItIsPruned() {
    world.apply(world.plan(read(CHAIN)));
    var without = CHAIN.substring(0, CHAIN.indexOf("  - ")) + "  []\n";
    var plan = world.plan(read(without));
    assertThat(plan.drops()).isEqualTo(2);
    world.apply(plan.withoutDrops());
    assertThat(world.entries.held).hasSize(1);
    world.apply(plan);
    assertThat(world.entries.held).isEmpty();
    assertThat(world.roles.roles).isEmpty();
    assertThat(world.providers.providers).hasSize(1);
  }

  @Test
  void aChainOfThatNameInAnotherTrustDomainIsAnother() {
    world.apply(world.plan(read(CHAIN)));
    var other = read(CHAIN.replace("example.org\nissuer", "other.test\nissuer"));
    world.apply(world.destruction(other));
    assertThat(world.entries.held).hasSize(1);
  }

  @Test
  void statementsForOthersStayInATrustPolicy() {
    world.apply(world.plan(read(CHAIN)));
    var role = world.roles.get("app");
    var lambda =
        "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}";
    var ours = role.trust().compact().replaceAll("^.*\"Statement\":\\[|]}$", "");
    world.roles.updateTrust(
        "app",
        TrustPolicy.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":[%s,%s]}".formatted(lambda, ours)));
    assertThat(world.plan(read(CHAIN)).pending()).isFalse();
    world.roles.updateTrust(
        "app",
        TrustPolicy.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":[%s,%s]}"
                .formatted(lambda, ours.replace("/app", "/evil"))));
    world.apply(world.plan(read(CHAIN)));
    assertThat(world.roles.get("app").trust().compact())
        .contains("lambda", "spiffe://example.org/app")
        .doesNotContain("evil");
  }

  @Test
  void aProviderThatOthersTrustIsLeft() {
    world.apply(world.plan(read(CHAIN)));
    world.roles.with("other", world.roles.get("app").trust(), Map.of());
    var manifest = read(CHAIN);
    world.apply(world.destruction(manifest));
    assertThat(world.providers.providers).hasSize(1);
    assertThat(world.roles.roles).containsOnlyKeys("other");
  }

  @Test
  void itStopsAtTheFirstRefusal() {
    var chain = new StringBuilder(CHAIN);
    for (var i = 0; i < 250; i++) {
      chain.append(
          "  - {id: /many/%d, parent_id: /host, selectors: [unix:uid:%d]}\n".formatted(i, i));
    }
    world.entries.refused = Optional.of(SpiffeId.parse("spiffe://example.org/many/120"));
    var result = world.apply(world.plan(read(chain.toString())));
    assertThat(result.stopped()).map(Problem::code).hasValue("no");
    assertThat(world.entries.held).hasSize(199);
    assertThat(result.notTried()).isBetween(51, 52);
    assertThat(result.changes().changes())
        .filteredOn(change -> change.action() == Change.Action.FAILED)
        .hasSize(1);
    world.entries.refused = Optional.empty();
    world.apply(world.plan(read(chain.toString())));
    assertThat(world.plan(read(chain.toString())).pending()).isFalse();
  }

  @Test
  void aKeptPlanIsCarriedOutOnlyIfItsChangesAreTheSame() {
    var manifest = read(CHAIN);
    var kept = PlanFile.parse("plan.json", kept(manifest).text());
    assertThat(kept.differences(kept(kept.manifest()))).isEmpty();
    world.entries.with(
        "by-hand",
        RegistrationEntry.of(manifest.workloads().getFirst().key(), EntrySettings.DEFAULT));
    assertThat(kept.differences(kept(kept.manifest())))
        .contains("-     \"action\": \"created\",", "+     \"action\": \"unchanged\",");
  }

  @Test
  void aChainThatWasEditedInAKeptPlanIsNotCarriedOut() {
    var text = kept(read(CHAIN)).text();
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
      assertThat(edited.differences(kept(edited.manifest()))).as(edit).isNotEmpty();
    }
  }

  @Test
  void whatDecidesOnAnAudienceIsPartOfAKeptPlan() {
    world.apply(world.plan(read(CHAIN)));
    var provider = world.providers.providers.keySet().iterator().next();
    world.providers.addAudience(provider, "other");
    var manifest = read(CHAIN);
    var kept = kept(manifest);
    world.roles.with(
        "other",
        TrustPolicy.parse(
            world.roles.get("app").trust().compact().replace("sts.amazonaws.com", "other")),
        Map.of());
    assertThat(kept.differences(kept(manifest))).isNotEmpty();
  }

  @Test
  void aKeptPlanTellsWhereInAPolicyALineIsAdded() {
    var policy =
        "inline_policies: {two: {Statement: [{Effect: Allow, Action: [%s], Resource: a},"
            + " {Effect: Allow, Action: [%s], Resource: b}]}}";
    world.apply(world.plan(read(with(policy.formatted("x", "x")))));
    var one = kept(read(with(policy.formatted("x, y", "x"))));
    var other = kept(read(with(policy.formatted("x", "x, y"))));
    assertThat(one.changes()).isEqualTo(other.changes());
    assertThat(one.differences(other)).isNotEmpty();
  }

  @Test
  void aRoleOfOthersThatComesToTrustTheProviderIsNoOtherPlan() {
    world.apply(world.plan(read(CHAIN)));
    var manifest = read(CHAIN);
    var kept = kept(manifest);
    world.roles.with("other", world.roles.get("app").trust(), Map.of());
    assertThat(kept.differences(kept(manifest))).isEmpty();
  }

  @Test
  void aChainThatLostItsIssuerStillOwnsWhatItMade() {
    world.apply(world.plan(read(CHAIN)));
    world.roles.with("other", world.roles.get("app").trust(), Map.of());
    var lost =
        read(
            CHAIN
                .replace("issuer: https://oidc.example.org\n", "")
                .replace("provider: {}\n", "")
                .replaceAll(", role: .*}", "}"));
    var plan = world.plan(lost);
    assertThat(plan.drops()).isEqualTo(1);
    assertThat(lines(lost))
        .contains(
            "deleted role app arn:aws:iam::123456789012:role/app ",
            "unchanged oidc_provider https://oidc.example.org"
                + " arn:aws:iam::123456789012:oidc-provider/oidc.example.org left: still trusted by"
                + " other");
    world.roles.delete("other");
    world.apply(world.destruction(lost));
    assertThat(world.roles.roles).isEmpty();
    assertThat(world.providers.providers).isEmpty();
    assertThat(world.entries.held).isEmpty();
  }

  @Test
  void aRoleThatWasTakenOverIsFoundByItsTagWithoutTheIssuer() {
    world.roles.roles.put(
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
    world.providers.create(
        IssuerUrl.parse("https://oidc.example.org"),
        List.of("sts.amazonaws.com"),
        List.of(),
        Map.of());
    world.apply(world.plan(read(chain), true));
    assertThat(world.roles.get("app").description()).isEqualTo("the reports");
    var lost = read("trust_domain: example.org\nworkloads: []\n");
    world.apply(world.destruction(lost));
    assertThat(world.roles.roles).isEmpty();
    assertThat(world.providers.providers).hasSize(1);
  }

  private PlanFile kept(Manifest manifest) {
    var plan = world.plan(manifest);
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
  void aRoleWhoseTrustWasReplacedByHandIsFoundAgain() {
    world.apply(world.plan(read(CHAIN)));
    world.roles.updateTrust(
        "app",
        TrustPolicy.parse(
            "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"x\"},\"Action\":\"sts:AssumeRole\"}}"));
    var manifest = read(CHAIN);
    world.apply(world.destruction(manifest));
    assertThat(world.roles.roles).isEmpty();
  }

  @Test
  void anotherIssuerLeavesNothingOfTheOneBefore() {
    world.apply(world.plan(read(CHAIN)));
    var moved = read(CHAIN.replace("https://oidc", "https://new"));
    world.apply(world.plan(moved));
    assertThat(world.providers.providers.keySet())
        .extracting(ProviderArn::url)
        .containsExactly("https://new.example.org");
    assertThat(world.roles.get("app").trust().compact())
        .contains("new.example.org")
        .doesNotContain("oidc.example.org");
    assertThat(world.plan(moved).pending()).isFalse();
  }

  @Test
  void theProviderBeforeStaysWhereOthersTrustIt() {
    world.apply(world.plan(read(CHAIN)));
    world.roles.with("other", world.roles.get("app").trust(), Map.of());
    assertThat(lines(CHAIN.replace("https://oidc", "https://new")))
        .contains(
            "unchanged oidc_provider https://oidc.example.org"
                + " arn:aws:iam::123456789012:oidc-provider/oidc.example.org left: still trusted by"
                + " other");
  }

  @Test
  void whatOthersMadeIsTakenOverWhereThatIsAskedFor() {
    world.roles.with("app", TrustPolicy.parse("{\"Statement\":[]}"), Map.of("team", "a"));
    var manifest = read(CHAIN);
    assertThatThrownBy(() -> world.plan(manifest).checkConflicts())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().hint()).endsWith("spiffe-aws apply -f chain.yaml --adopt"));
    world.apply(world.plan(manifest, true));
    assertThat(world.plan(manifest).pending()).isFalse();
    assertThat(world.roles.get("app").tags())
        .containsEntry("team", "a")
        .containsEntry("spiffe-aws-chain", "example.org/chain");
    world.apply(world.destruction(manifest));
    assertThat(world.roles.roles).isEmpty();
  }

  @Test
  void whatAnotherChainMadeIsNotTakenOver() {
    world.roles.with(
        "app",
        TrustPolicy.parse("{\"Statement\":[]}"),
        Map.of("spiffe-aws-chain", "example.org/other"));
    var manifest = read(CHAIN);
    assertThatThrownBy(() -> world.plan(manifest, true).checkConflicts())
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().hint())
                    .isEqualTo("take another name: it is the chain example.org/other's"));
  }

  @Test
  void aDenyMadeByHandIsAConflict() {
    world.apply(world.plan(read(CHAIN)));
    add("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRoleWithWebIdentity\"}");
    assertThatThrownBy(() -> world.plan(read(CHAIN)).checkConflicts())
        .hasMessage("role app denies itself to spiffe://example.org/app: statement 2 denies it");
  }

  @Test
  void whatOthersAreLetInByIsTold() {
    world.apply(world.plan(read(CHAIN)));
    add(
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999999999999\"},\"Action\":\"sts:AssumeRole\"}");
    assertThat(lines(CHAIN))
        .contains(
            "unchanged role app arn:aws:iam::123456789012:role/app left in its trust policy, and not"
                + " of the chain: statement 2, for {\"AWS\":\"999999999999\"}");
  }

  @Test
  void policiesOfARoleToBeMadeSayWhoseTheyAre() {
    assertThat(lines(CHAIN))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(
                    "created role_policy s3-bucket-read arn:aws:iam::123456789012:role/app "));
  }

  @Test
  void whatARoleGaveGoesBeforeOthersAreLetIn() {
    world.apply(world.plan(read(CHAIN)));
    world.roles.writes.clear();
    var others = read(CHAIN.replace("/app,", "/else,").replace("bucket:read", "more:read"));
    world.apply(world.plan(others));
    assertThat(world.roles.writes)
        .containsExactly("drop s3-bucket-read", "trust app", "put s3-more-read");
  }

  @Test
  void whatARoleGaveGoesBeforeItGivesMore() {
    world.apply(world.plan(read(CHAIN)));
    world.roles.writes.clear();
    world.apply(world.plan(read(CHAIN.replace("bucket:read", "more:read"))));
    assertThat(world.roles.writes).containsExactly("drop s3-bucket-read", "put s3-more-read");
  }

  @Test
  void whatARoleGivesBeforeAndAfterIsGrantedAllTheTime() {
    world.apply(world.plan(read(CHAIN)));
    world.roles.writes.clear();
    world.apply(world.plan(read(CHAIN.replace("bucket:read", "bucket:read-write"))));
    assertThat(world.roles.writes)
        .containsExactly("put s3-bucket-read-write", "drop s3-bucket-read");
    world.roles.writes.clear();
    world.apply(world.plan(read(CHAIN)));
    assertThat(world.roles.writes)
        .containsExactly("put s3-bucket-read", "drop s3-bucket-read-write");
  }

  @Test
  void aPolicyThatIAMRejectsLeavesNobodyWithMore() {
    world.apply(world.plan(read(with("inline_policies: {more: {Statement: [a]}}"))));
    world.roles.writes.clear();
    world.roles.refused = "put more";
    var others =
        read(
            with("inline_policies: {more: {Statement: [b]}}")
                .replace("/app,", "/else,")
                .replace("bucket:read", "other:read"));
    assertThat(world.apply(world.plan(others)).stopped()).isPresent();
    assertThat(world.roles.writes).containsExactly("drop s3-bucket-read", "drop more", "trust app");
  }

  @Test
  void aBoundaryChangesWhileOnlyThoseWhoStayAreAllowed() {
    world.apply(world.plan(read(with("permissions_boundary: 'arn:aws:iam::aws:policy/A'"))));
    world.roles.writes.clear();
    var other =
        read(with("permissions_boundary: 'arn:aws:iam::aws:policy/B'").replace("/app,", "/else,"));
    world.apply(world.plan(other));
    assertThat(world.roles.writes).containsExactly("trust app", "boundary app", "trust app");
    assertThat(world.plan(other).pending()).isFalse();
  }

  @Test
  void whatDoesNotFitBesideTheOldComesAfterItWent() {
    world.apply(world.plan(read(CHAIN)));
    for (var i = 0; i < 10; i++) {
      world.roles.attachPolicy("app", "arn:aws:iam::aws:policy/Old" + i);
    }
    world.roles.writes.clear();
    world.apply(
        world.plan(read(CHAIN.replace("s3: [bucket:read]", "s3: [bucket:read], policies: [New]"))));
    assertThat(world.roles.writes)
        .hasSize(11)
        .last()
        .isEqualTo("attach arn:aws:iam::aws:policy/New");
    world.roles.putInlinePolicy("app", "long", "{\"Statement\":[\"" + "x".repeat(10_000) + "\"]}");
    world.roles.writes.clear();
    world.apply(world.plan(read(CHAIN.replace("bucket:read", "more:read"))));
    assertThat(world.roles.writes)
        .containsExactly(
            "drop long",
            "drop s3-bucket-read",
            "detach arn:aws:iam::aws:policy/New",
            "put s3-more-read");
  }

  @Test
  void aPolicyThatShrinksMakesRoomForOneThatGrows() {
    var chain = "inline_policies: {grows: {Statement: [%s]}, shrinks: {Statement: [%s]}}";
    world.apply(world.plan(read(with(chain.formatted("a", "b".repeat(9_000))))));
    world.roles.writes.clear();
    world.apply(world.plan(read(with(chain.formatted("a".repeat(9_000), "b")))));
    assertThat(world.roles.writes).containsExactly("drop grows", "put shrinks", "put grows");
  }

  @Test
  void aRoleThatExistsInAnotherCaseOfLettersIsAConflict() {
    world.roles.with("App", TrustPolicy.parse("{\"Statement\":[]}"), Map.of());
    assertThatThrownBy(() -> world.plan(read(CHAIN)).checkConflicts())
        .hasMessage(
            "role app differs from App, which exists, in the case of letters alone, and to IAM they"
                + " are one")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().hint()).endsWith("spiffe-aws trust role delete App"));
  }

  @Test
  void policiesThatDoNotExistAreFoundBeforeAnythingIsWritten() {
    world.roles.missingPolicies.add("arn:aws:iam::aws:policy/Typo");
    assertThatThrownBy(() -> world.apply(world.plan(read(with("policies: [Typo]")))))
        .hasMessage("IAM knows nothing of the managed policy arn:aws:iam::aws:policy/Typo");
    var bounded = read(with("permissions_boundary: 'arn:aws:iam::aws:policy/Typo'"));
    assertThatThrownBy(() -> world.apply(world.plan(bounded)))
        .hasMessage("IAM knows nothing of the managed policy arn:aws:iam::aws:policy/Typo");
    assertThat(world.roles.writes).isEmpty();
    assertThat(world.entries.held).isEmpty();
  }

  /// The chain, with more settings of its role.
  private static String with(String settings) {
    return CHAIN.replace("s3: [bucket:read]", "s3: [bucket:read], " + settings);
  }

  @Test
  void whatOthersAreLetInByIsToldWhereTheRoleIsChangedToo() {
    world.apply(world.plan(read(CHAIN)));
    add(
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"999999999999\"},\"Action\":\"sts:AssumeRole\"}");
    assertThat(lines(with("max_session_duration: 2h")))
        .contains(
            "updated role app arn:aws:iam::123456789012:role/app - max_session_duration: 1h\n"
                + "+ max_session_duration: 2h\n"
                + "left in its trust policy, and not of the chain: statement 2, for"
                + " {\"AWS\":\"999999999999\"}");
  }

  @Test
  void aRoleOfAnotherMakerServesOnlyWithinTheBoundaryAndForAsLongAsIsDemanded() {
    world.apply(world.plan(read(CHAIN)));
    world.roles.untag("app", Set.of("spiffe-aws-chain"));
    assertThat(world.plan(read(CHAIN)).pending()).isFalse();
    var demanding =
        with("max_session_duration: 2h, permissions_boundary: 'arn:aws:iam::aws:policy/Edge'");
    assertThatThrownBy(() -> world.plan(read(demanding)).checkConflicts())
        .hasMessage(
            "role app exists, this chain did not make it, and it lacks the permissions boundary"
                + " arn:aws:iam::aws:policy/Edge, sessions of 2h");
  }

  @Test
  void anAudienceThatTheProviderOfOthersDoesNotTakeIsAConflict() {
    world.providers.create(
        IssuerUrl.parse("https://oidc.example.org"), List.of("one"), List.of(), Map.of());
    var chain = CHAIN.replace("provider: {}\n", "");
    assertThatThrownBy(() -> world.plan(read(chain)).checkConflicts())
        .hasMessage(
            "the OIDC provider of https://oidc.example.org takes no token for sts.amazonaws.com,"
                + " which role app is for")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem().hint())
                    .endsWith(
                        "spiffe-aws trust provider create https://oidc.example.org --audience"
                            + " sts.amazonaws.com"));
  }

  @Test
  void theChainsOwnMarkDecidesWhetherARoleGoes() {
    world.apply(world.plan(read(CHAIN)));
    world.roles.untag("app", Set.of("spiffe-aws"));
    var manifest = read(CHAIN);
    var destroy = world.destruction(manifest);
    world.roles.untag("app", Set.of("spiffe-aws-chain"));
    assertThat(world.apply(destroy).stopped()).map(Problem::code).hasValue("world-moved-on");
    assertThat(world.roles.roles).containsOnlyKeys("app");
    world.roles.tag("app", Map.of("spiffe-aws-chain", "example.org/chain"));
    assertThat(world.apply(world.destruction(manifest)).stopped()).isEmpty();
    assertThat(world.roles.roles).isEmpty();
  }

  @Test
  void whatAnotherChainMadeIsToldByItsName() {
    world.apply(world.plan(read("name: first\n" + CHAIN)));
    assertThat(lines("name: second\n" + CHAIN))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("unchanged entry")
                .endsWith("left alone: the chain first made it"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("unchanged role")
                .endsWith("left alone: the chain example.org/first made it"))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("unchanged oidc_provider")
                .endsWith("left alone: the chain example.org/first made it"));
  }

  @Test
  void anAudienceThatRolesOfOthersTakeTokensForStays() {
    var issuer = IssuerUrl.parse("https://oidc.example.org");
    world.providers.create(
        issuer, List.of("sts.amazonaws.com", "theirs", "idle"), List.of(), Map.of());
    world.roles.with(
        "other",
        TrustPolicy.parse(
            """
            {"Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
             "Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/oidc.example.org"},
             "Condition":{"StringEquals":{"oidc.example.org:aud":"theirs"}}}}
            """),
        Map.of());
    var adopted = world.plan(read(CHAIN), true);
    assertThat(adopted.changes().changes().getFirst().detail())
        .startsWith("- audience idle\n")
        .endsWith("audience theirs stays, for which others' roles take tokens: other");
    world.apply(adopted);
    assertThat(world.providers.providers.values().iterator().next().audiences())
        .containsExactlyInAnyOrder("sts.amazonaws.com", "theirs");
    assertThat(world.plan(read(CHAIN)).pending()).isFalse();
    assertThat(lines(CHAIN))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith("unchanged oidc_provider")
                .endsWith("audience theirs stays, for which others' roles take tokens: other"));
    world.roles.delete("other");
    world.apply(world.plan(read(CHAIN)));
    assertThat(world.providers.providers.values().iterator().next().audiences())
        .containsExactly("sts.amazonaws.com");
  }

  @Test
  void anAudienceThatOnlyTheChainsOwnRolesTookTokensForGoes() {
    var before =
        CHAIN
            .replace("provider: {}", "provider: {audiences: [new, old]}")
            .replace("name: app,", "name: app, audience: old,");
    world.apply(world.plan(read(before)));
    world.apply(world.plan(read(CHAIN.replace("provider: {}", "provider: {audiences: [new]}"))));
    assertThat(world.providers.providers.values().iterator().next().audiences())
        .containsExactly("new");
  }

  @Test
  void aSelectorBreaksNoLine() {
    world.entries.with(
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
    var trust = world.roles.get("app").trust();
    world.roles.updateTrust(
        "app", trust.plus((Json.Obj) JsonText.parse(statement, "the statement")));
  }

  @Test
  void standsUpToAnyKeptPlan() {
    var manifest = read(CHAIN);
    var good = kept(manifest).text();
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
    return world.plan(manifest).changes().changes().stream()
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
