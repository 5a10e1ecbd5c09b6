package io.spiffeaws.chain;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.spire.Progress;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Collects the result of each planned change. Thread-safe.
final class Report {
  private final List<PlannedChange> steps;
  private final Progress progress;
  private final StopRequest stop;
  private final int total;
  private final Map<Integer, List<Change>> changes = new HashMap<>();
  private final Map<Integer, TrustPolicy> restricted = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private Optional<Problem> stopped = Optional.empty();
  private int completed;

  Report(List<PlannedChange> steps, Progress progress, StopRequest stop) {
    this.steps = new ArrayList<>(steps);
    this.progress = progress;
    this.stop = stop;
    for (var i = 0; i < steps.size(); i++) {
      if (!steps.get(i).pending()) {
        changes.put(i, PlannedChangeFields.of(steps.get(i)));
      }
    }
    this.total = steps.stream().filter(PlannedChange::pending).mapToInt(Report::writes).sum();
    progress.reached(0, total);
  }

  /// The number of changes, as a plan and a result count them.
  private static int writes(PlannedChange step) {
    return (int)
        PlannedChangeFields.of(step).stream()
            .filter(change -> change.action() != Change.Action.UNCHANGED)
            .count();
  }

  synchronized List<PlannedChange> steps() {
    return List.copyOf(steps);
  }

  synchronized PlannedChange step(int number) {
    return steps.get(number);
  }

  /// Completes the trust policies that name a trust anchor that did not exist when the changes were
  /// planned.
  synchronized void resolve(RolesAnywhereArn anchor) {
    steps.replaceAll(step -> UnknownAnchor.resolved(step, anchor));
  }

  /// Records that a role's trust policy was restricted before its change.
  synchronized void restricted(int number, TrustPolicy policy) {
    restricted.put(number, policy);
  }

  /// The trust policy to which a role was restricted; empty if it still has the planned one.
  synchronized Optional<TrustPolicy> restricted(int number) {
    return Optional.ofNullable(restricted.get(number));
  }

  /// Whether no further change is started, since one has failed or a stop was requested.
  synchronized boolean halted() {
    return stopped.isPresent() || stop.isMade();
  }

  synchronized void done(int number, List<Change> done) {
    changes.put(number, done);
    completed += writes(steps.get(number));
    progress.reached(completed, total);
  }

  synchronized void failed(int number, Problem problem) {
    changes.put(number, List.of(PlannedChangeFields.failed(steps.get(number), problem)));
    stopped = stopped.or(() -> Optional.of(problem));
  }

  synchronized void warn(List<String> more) {
    warnings.addAll(more);
  }

  /// Carries out a change unless no further one is started.
  void attempt(int number, Supplier<List<Change>> work) {
    if (halted()) {
      return;
    }
    try {
      done(number, work.get());
    } catch (ProblemException e) {
      failed(number, e.problem());
    }
  }

  /// Carries out the first part of a change, which is completed later, unless no further change is
  /// started.
  void part(int number, Runnable work) {
    if (halted()) {
      return;
    }
    try {
      work.run();
    } catch (ProblemException e) {
      failed(number, e.problem());
    }
  }

  synchronized ApplyPlan.Result result() {
    progress.reached(total, total);
    var all = new ArrayList<Change>();
    for (var i = 0; i < steps.size(); i++) {
      all.addAll(changes.getOrDefault(i, List.of()));
    }
    return new ApplyPlan.Result(new Changes(all, false), stopped, notTried(), warnings);
  }

  private int notTried() {
    return IntStream.range(0, steps.size())
        .filter(number -> !changes.containsKey(number))
        .map(number -> PlannedChangeFields.of(steps.get(number)).size())
        .sum();
  }
}
