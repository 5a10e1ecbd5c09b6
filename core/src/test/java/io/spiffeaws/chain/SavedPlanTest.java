package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A plan in a file, which is carried out later.
class SavedPlanTest extends PlannedChain {
  @Test
  void aSavedPlanIsOutdatedIfItsChangesDiffer() {
    var manifest = read(CHAIN);
    var saved = PlanFile.parse("plan.json", saved(manifest).text());
    assertThat(saved.differences(saved(saved.manifest()))).isEmpty();
    env.entries.with(
        "by-hand",
        RegistrationEntry.of(manifest.workloads().getFirst().key(), EntrySettings.DEFAULT));
    assertThat(saved.differences(saved(saved.manifest())))
        .containsExactly(
            "- will create  entry  spiffe://example.org/app",
            "+ unchanged  entry  spiffe://example.org/app");
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

  private PlanFile saved(Manifest manifest) {
    var plan = env.plan(manifest);
    var changes =
        plan.changes().changes().stream()
            .<Json>map(change ->
                Json.object()
                    .with("kind", Json.of(change.kind().word()))
                    .with("name", Json.of(change.name()))
                    .with("action", Json.of(change.action().word()))
                    .with("detail", Json.of(change.detail())))
            .toList();
    return PlanFile.of(manifest, "chain.yaml", plan, Json.array(changes), false);
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
}
