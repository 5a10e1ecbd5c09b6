package io.spiffeaws.rolesanywhere.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.rolesanywhere.management.ManagedTags;
import io.spiffeaws.rolesanywhere.management.ResourceReference;
import io.spiffeaws.time.Sleeper;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A trust anchor through rotations of a server's CA.
final class SyncAnchorTest {
  private static final Duration SVID = Duration.ofHours(1);
  private static final SyncAnchor.Request REQUEST =
      new SyncAnchor.Request(
          ResourceReference.parse("spire", RolesAnywhereArn.Type.TRUST_ANCHOR), false);

  private final FakeSpire spire = new FakeSpire(TestCas.NOW);
  private final FakeAnchors anchors = new FakeAnchors();
  private final SyncAnchor sync = sync(Optional.empty());

  private SyncAnchor sync(Optional<Duration> svidTtl) {
    return new SyncAnchor(
        anchors, new SpireCas(spire, spire, () -> spire.now, svidTtl), () -> spire.now);
  }

  private void create() {
    anchors.put("spire", List.of(spire.active.certificate()), true, ManagedTags.of(Map.of()));
  }

  private List<X509Certificate> cas() {
    return anchors.anchors.values().iterator().next().cas();
  }

  @Test
  void aRotationIsFollowed() {
    create();
    assertThat(detail()).isEmpty();
    var first = spire.active.id();
    spire.prepare();
    var second = spire.next().id();
    assertThat(detail()).startsWith("+ ca " + second + " (prepared), expires 2026-12-01T");
    spire.activate();
    assertThat(detail()).isEmpty();
    spire.taint(first);
    assertThat(detail()).startsWith("- ca " + first + " (tainted), expires 2026-12-01T");
    spire.revoke(first);
    assertThat(detail()).isEmpty();
    assertThat(cas()).containsExactly(spire.active.certificate());
  }

  private String detail() {
    return sync.run(REQUEST).changes().changes().getFirst().detail();
  }

  @Test
  void theTrustAnchorIsReadOnceAMinute() {
    create();
    for (var second = 0; second < 120; second += 5) {
      sync.run(REQUEST);
      spire.now = spire.now.plusSeconds(5);
    }
    assertThat(anchors.calls).containsExactly("list", "find");
  }

  @Test
  void aPreparedCaWithoutPlaceIsReported() {
    create();
    var first = spire.active.id();
    spire.prepare();
    spire.activate();
    spire.prepare();
    assertThat(sync.run(REQUEST).warnings())
        .containsExactly(
            "the prepared CA %s has no place in trust anchor spire until X509-SVIDs of %s are not valid any more; do not activate it before"
                .formatted(spire.next().id(), first));
    assertThat(cas()).doesNotContain(spire.next().certificate()).hasSize(2);
  }

  @Test
  void theActiveCaIsAddedBeforeTheErrorOfTooManyCas() {
    create();
    var first = spire.active.id();
    spire.prepare();
    spire.activate();
    spire.prepare();
    spire.activate();
    var problem = catchThrowableOfType(ProblemException.class, () -> sync.run(REQUEST)).problem();
    assertThat(problem).isInstanceOf(Problem.Refused.class);
    assertThat(problem.code()).isEqualTo("too-many-cas");
    assertThat(problem.message())
        .startsWith("the X509-SVIDs of 3 CAs may be valid (" + spire.active.id())
        .endsWith("holds 2, so X509-SVIDs of " + first + " are denied");
    assertThat(cas()).containsExactly(spire.active.certificate(), spire.next().certificate());
  }

  @Test
  void aTrustAnchorOfOthersIsNotChanged() {
    anchors.put("spire", List.of(), true, Map.of());
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> sync.run(REQUEST)).problem().code())
        .isEqualTo("anchor-not-ours");
    assertThat(anchors.calls).containsExactly("list");
  }

  @Test
  void theActiveManagedOneOfTwoNamesakesIsMeant() {
    anchors.put("spire", List.of(), true, Map.of());
    create();
    sync.run(REQUEST);
    anchors.put("spire", List.of(), true, ManagedTags.of(Map.of()));
    var problem =
        catchThrowableOfType(ProblemException.class, () -> sync(Optional.empty()).run(REQUEST))
            .problem();
    assertThat(problem.code()).isEqualTo("ambiguous-name");
    assertThat(problem.message()).contains("trust-anchor/1, arn:").endsWith("trust-anchor/2");
  }

  /// Every sequence of steps of a rotation, and time in between. SVIDs are valid for an hour and
  /// signed again at each sync; those of a tainted CA are replaced at once.
  @Test
  void theCaOfEveryLiveSvidIsTrustedThroughAnySequenceOfSteps() {
    var random = new SplittableRandom(20261130);
    var full = 0;
    for (var run = 0; run < 100; run++) {
      full += new Rotations(random.split()).run(20) ? 1 : 0;
    }
    assertThat(full).as("runs in which two CAs were enough").isBetween(10, 99);
  }

  private static final class Rotations {
    private final SplittableRandom random;
    private final FakeSpire spire = new FakeSpire(TestCas.NOW);
    private final FakeAnchors anchors = new FakeAnchors();
    private final SyncAnchor sync =
        new SyncAnchor(
            anchors,
            new SpireCas(spire, spire, () -> spire.now, Optional.of(SVID)),
            () -> spire.now);
    private final List<Svid> svids = new ArrayList<>();
    private boolean announced;

    private record Svid(X509Certificate ca, Instant end) {}

    Rotations(SplittableRandom random) {
      this.random = random;
      anchors.put("spire", List.of(spire.active.certificate()), true, ManagedTags.of(Map.of()));
    }

    /// Returns whether no sync failed.
    boolean run(int steps) {
      var failed = false;
      for (var i = 0; i < steps; i++) {
        step();
        svids.add(new Svid(spire.active.certificate(), spire.now.plus(SVID)));
        svids.removeIf(svid -> spire.now.isAfter(svid.end()) || isTainted(svid.ca()));
        var enough = sync();
        failed |= !enough;
        check(enough);
      }
      return !failed;
    }

    private void step() {
      switch (random.nextInt(6)) {
        case 0 -> spire.prepare();
        case 1 -> activate();
        case 2 -> spire.taint(old());
        case 3 -> spire.revoke(old());
        case 4 -> pass(Duration.ofMinutes(random.nextInt(120)));
        default -> pass(Duration.ofMinutes(5));
      }
    }

    private void pass(Duration duration) {
      spire.now = spire.now.plus(duration);
      if (spire.now.isAfter(spire.active.expiresAt().minus(Duration.ofHours(4)))) {
        spire.prepare(); // as the server does in time
        sync();
        activate();
      }
      spire.prune();
    }

    /// The new CA signs at once, so it must be trusted already, unless there was a warning.
    private void activate() {
      spire.activate();
      if (announced) {
        assertThat(anchors.anchors.values().iterator().next().cas())
            .contains(spire.active.certificate());
      }
    }

    private String old() {
      return spire.lacksNext() || spire.nextIsPrepared ? "" : spire.next().id();
    }

    private boolean sync() {
      try {
        announced = sync.run(REQUEST).warnings().isEmpty();
        return true;
      } catch (ProblemException e) {
        announced = false;
        assertThat(e.problem().code()).isEqualTo("too-many-cas");
        return false;
      }
    }

    private void check(boolean enough) {
      var trusted = anchors.anchors.values().iterator().next().cas();
      assertThat(trusted).hasSizeBetween(1, 2).contains(spire.active.certificate());
      assertThat(trusted).noneMatch(this::isTainted);
      var live = new HashSet<X509Certificate>();
      svids.forEach(svid -> live.add(svid.ca()));
      if (enough) {
        assertThat(new HashSet<>(trusted)).containsAll(live);
      }
      if (live.size() > 2) {
        assertThat(enough).isFalse();
      }
    }

    private boolean isTainted(X509Certificate ca) {
      return spire.bundle.stream().noneMatch(one -> one.certificate().equals(ca) && !one.tainted());
    }
  }

  @Test
  void aWatchReportsEachChangeOnceAndSurvivesFailures() {
    create();
    var lines = new ArrayList<String>();
    var pauses = new ArrayList<Duration>();
    var source = new SpireCas(spire, spire, () -> spire.now, Optional.empty());
    var broken = Set.of(3, 4, 5);
    var watched =
        new SyncAnchor(
            anchors,
            () -> {
              if (broken.contains(pauses.size())) {
                throw ProblemException.unreachable("server-unreachable", "gone", "");
              }
              return source.select();
            },
            () -> spire.now);
    Sleeper sleeper =
        pause -> {
          pauses.add(pause);
          if (pauses.size() == 2) {
            spire.prepare();
          } else if (pauses.size() == 8) {
            Thread.currentThread().interrupt();
          }
        };
    new WatchAnchor(watched, sleeper, recording(lines), List.of())
        .run(REQUEST, Duration.ofSeconds(5));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(lines).containsExactly("changed", "failing gone", "recovered");
    assertThat(pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(5L, 5L, 5L, 10L, 20L, 40L, 5L, 5L);
  }

  private static WatchAnchor.Listener recording(List<String> lines) {
    return new WatchAnchor.Listener() {
      @Override
      public void changed(Changes changes) {
        lines.add("changed");
      }

      @Override
      public void warned(String warning) {
        lines.add("warned");
      }

      @Override
      public void failing(Problem problem) {
        lines.add("failing " + problem.message());
      }

      @Override
      public void recovered() {
        lines.add("recovered");
      }
    };
  }
}
