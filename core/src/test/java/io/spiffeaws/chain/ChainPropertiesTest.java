package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.HashSet;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChainPropertiesTest extends RandomChain {
  @Test
  void anAppliedPlanLeavesNoChanges() {
    var random = new SplittableRandom(1);
    for (var round = 0; round < ROUNDS; round++) {
      var env = new FakeEnvironment();
      var manifest = chain(random);
      assertThat(env.apply(env.plan(manifest)).stopped()).isEmpty();
      assertThat(env.plan(manifest).pending()).isFalse();
      assertThat(env.entries.held)
          .allSatisfy(entry -> assertThat(entry.id()).startsWith("spiffe-aws.chain."));
    }
  }

  @Test
  void aChainIsUpdatedToAnyOther() {
    var random = new SplittableRandom(2);
    for (var round = 0; round < ROUNDS; round++) {
      var env = new FakeEnvironment();
      for (var i = 0; i < 4; i++) {
        var manifest = chain(random);
        assertThat(env.apply(env.plan(manifest)).stopped()).isEmpty();
        assertThat(env.plan(manifest).pending()).isFalse();
        var keys = new HashSet<EntryKey>();
        manifest.workloads().forEach(workload -> keys.add(workload.key()));
        assertThat(env.entries.held.stream().map(RegistrationEntry::key)).hasSameElementsAs(keys);
        assertThat(env.entries.held.stream().map(RegistrationEntry::id)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void manualChangesAreReverted() {
    var random = new SplittableRandom(3);
    for (var round = 0; round < ROUNDS * 2; round++) {
      var env = new FakeEnvironment();
      var manifest = chain(random);
      env.apply(env.plan(manifest));
      var before = state(env);
      var drifted = drift(env, random);
      if (drifted.isPresent()) {
        assertThat(env.plan(manifest).pending()).as(drifted.get()).isTrue();
        assertThat(env.apply(env.plan(manifest)).stopped()).as(drifted.get()).isEmpty();
        assertThat(env.plan(manifest).pending()).as(drifted.get()).isFalse();
        assertThat(state(env)).as(drifted.get()).isEqualTo(before);
      }
    }
  }

  @Test
  void destroyRestoresTheStateBefore() {
    var random = new SplittableRandom(4);
    for (var round = 0; round < ROUNDS; round++) {
      var env = new FakeEnvironment();
      env.entries.with("by-hand", entry("/app/1", "uid:1"));
      env.entries.with("spiffe-aws.chainlet.1", entry("/other", "uid:9"));
      env.roles.with(
          "kept", TrustPolicy.parse("{\"Statement\":[]}"), Map.of("spiffe-aws", "managed"));
      var before = state(env);
      var manifest = chain(random);
      env.apply(env.plan(manifest));
      env.apply(env.destruction(manifest));
      assertThat(state(env)).isEqualTo(before);
    }
  }

  @Test
  void anInterruptedRunResumesToTheSameState() {
    var random = new SplittableRandom(5);
    for (var round = 0; round < ROUNDS; round++) {
      var manifest = chain(random);
      var undisturbed = new FakeEnvironment();
      undisturbed.apply(undisturbed.plan(manifest));
      var env = new FakeEnvironment();
      var plan = env.plan(manifest);
      var some = plan.steps().stream().filter(_ -> random.nextBoolean()).toList();
      env.apply(new Plan(some));
      env.apply(env.plan(manifest));
      assertThat(state(env)).isEqualTo(state(undisturbed));
    }
  }
}
