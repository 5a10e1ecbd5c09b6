package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The order of writes, and what remains if one of them fails.
class PlanOrderTest extends PlannedChain {
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
  void theProgressCountsTheChangesOfThePlan() {
    env.apply(env.plan(read(CHAIN)));
    env.entries.held.clear();
    var plan = env.plan(read(CHAIN.replace("bucket:read", "more:read")));
    var reached = new ArrayList<String>();
    var result =
        env.apply(plan, (done, total) -> reached.add(done + " of " + total), new StopRequest());

    var made = result.changes().made();
    assertThat(reached)
        .startsWith("0 of " + made)
        .endsWith("%d of %1$d".formatted(made), "%d of %1$d".formatted(made))
        .hasSizeGreaterThan(3);
    assertThat(made).isEqualTo(3);
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
}
