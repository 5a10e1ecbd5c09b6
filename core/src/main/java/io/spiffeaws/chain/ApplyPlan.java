package io.spiffeaws.chain;

import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.spire.Progress;
import io.spiffeaws.spire.RegistrationEntries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Carries out a plan: the provider first, since roles name it, then roles and entries side by
/// side; deletions after all else, and the provider last. At the first refusal nothing more is
/// begun; what was begun ends. Another plan then has the rest.
public final class ApplyPlan {
  private final RegistrationEntries entries;
  private final Optional<AwsPorts> aws;
  private final Progress progress;

  /// @param progress is told of each step, from one thread at a time
  public ApplyPlan(RegistrationEntries entries, Optional<AwsPorts> aws, Progress progress) {
    this.entries = entries;
    this.aws = aws;
    this.progress = progress;
  }

  /// @param changes what was done, what was found as asked, and what failed, in the plan's order
  /// @param stopped why the rest was not tried
  /// @param notTried how many steps that is
  /// @param warnings what to know besides
  public record Result(
      Changes changes, Optional<Problem> stopped, int notTried, List<String> warnings) {
    public Result {
      warnings = List.copyOf(warnings);
    }
  }

  /// @throws ProblemException refused, before anything is changed, where something of another's is
  ///   in the way
  public Result run(Plan plan) {
    plan.checkConflicts();
    var report = new Report(plan.steps(), progress);
    try (var lanes = new BoundedExecutor()) {
      sideBySide(plan, step -> !step.drops(), report, lanes);
      sideBySide(plan, PlannedChange::drops, report, lanes);
    }
    return report.result();
  }

  private void sideBySide(
      Plan plan, Predicate<PlannedChange> which, Report report, BoundedExecutor lanes) {
    var numbers = new ArrayList<Integer>();
    for (var i = 0; i < plan.steps().size(); i++) {
      if (which.test(plan.steps().get(i))) {
        numbers.add(i);
      }
    }
    provider(plan, numbers, report, false);
    var begun = new ArrayList<BoundedExecutor.Begun<Boolean>>();
    begun.add(lanes.begin(() -> new ApplyEntries(entries, report).run(plan.steps(), numbers)));
    for (int number : numbers) {
      aws.ifPresent(
          doors -> begun.add(lanes.begin(() -> new ApplyAws(doors, report).role(number))));
    }
    begun.forEach(BoundedExecutor.Begun::get);
    provider(plan, numbers, report, true);
  }

  private void provider(Plan plan, List<Integer> numbers, Report report, boolean drops) {
    for (int number : numbers) {
      if (plan.steps().get(number) instanceof PlannedChange.DropProvider == drops) {
        aws.ifPresent(doors -> new ApplyAws(doors, report).provider(number));
      }
    }
  }
}
