package io.spiffeaws.chain;

import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.spire.Progress;
import io.spiffeaws.spire.RegistrationEntries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Carries out a plan: the OIDC provider and the trust anchor first, since roles name them, then
/// roles and entries in parallel. Deletions come last, then the profile is extended that lists the
/// roles; the trust anchor and the provider are deleted at the very end. A profile is restricted or
/// deleted before the roles. After the first failure, or once a stop is requested, no further
/// change is started; changes in progress are completed. A new plan then contains the rest.
public final class ApplyPlan {
  private final RegistrationEntries entries;
  private final Optional<AwsPorts> aws;
  private final Progress progress;
  private final StopRequest stop;

  /// @param progress receives each completed change, from one thread at a time
  /// @param stop once it is made, no further change is started
  public ApplyPlan(
      RegistrationEntries entries, Optional<AwsPorts> aws, Progress progress, StopRequest stop) {
    this.entries = entries;
    this.aws = aws;
    this.progress = progress;
    this.stop = stop;
  }

  /// The result of a run.
  ///
  /// @param changes what was done, what was already as desired, and what failed, in the plan's
  ///   order
  /// @param stopped the failure because of which the remaining changes were not tried
  /// @param notTried the number of these changes
  /// @param warnings about changes that succeeded
  public record Result(
      Changes changes, Optional<Problem> stopped, int notTried, List<String> warnings) {
    public Result {
      warnings = List.copyOf(warnings);
    }
  }

  /// Carries out the plan.
  ///
  /// @throws ProblemException refused, before anything is changed, if the plan has a conflict
  public Result run(Plan plan) {
    plan.checkConflicts();
    var report = new Report(plan.steps(), progress, stop);
    if (!stop.begin()) {
      return report.result();
    }
    try (var executor = new BoundedExecutor()) {
      var anywhere = rolesAnywhere(report, numbers(plan, _ -> true));
      provider(plan, report, false);
      anywhere.ifPresent(ApplyRolesAnywhere::beforeRoles);
      inParallel(numbers(plan, step -> !step.deletes()), report, executor);
      inParallel(numbers(plan, PlannedChange::deletes), report, executor);
      anywhere.ifPresent(ApplyRolesAnywhere::afterRoles);
      provider(plan, report, true);
    }
    return report.result();
  }

  private static List<Integer> numbers(Plan plan, Predicate<PlannedChange> which) {
    return IntStream.range(0, plan.steps().size())
        .filter(number -> which.test(plan.steps().get(number)))
        .boxed()
        .toList();
  }

  private void inParallel(List<Integer> numbers, Report report, BoundedExecutor executor) {
    var tasks = new ArrayList<BoundedExecutor.Task<Boolean>>();
    tasks.add(executor.start(() -> new ApplyEntries(entries, report).run(report.steps(), numbers)));
    for (int number : numbers) {
      aws.ifPresent(
          ports -> tasks.add(executor.start(() -> new ApplyAws(ports, report).role(number))));
    }
    tasks.forEach(BoundedExecutor.Task::get);
  }

  private Optional<ApplyRolesAnywhere> rolesAnywhere(Report report, List<Integer> numbers) {
    return aws.flatMap(side ->
        side.rolesAnywhere().map(ports -> new ApplyRolesAnywhere(side, ports, report, numbers)));
  }

  private void provider(Plan plan, Report report, boolean deletes) {
    for (int number :
        numbers(plan, step -> step instanceof PlannedChange.DeleteProvider == deletes)) {
      aws.ifPresent(ports -> new ApplyAws(ports, report).provider(number));
    }
  }
}
