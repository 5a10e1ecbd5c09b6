package io.spiffeaws.chain;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.BatchItemResult;
import io.spiffeaws.spire.RegistrationEntries;
import io.spiffeaws.spire.RegistrationEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Creates, changes and deletes registration entries in batches.
final class ApplyEntries {
  private final RegistrationEntries entries;
  private final Report report;

  ApplyEntries(RegistrationEntries entries, Report report) {
    this.entries = entries;
    this.report = report;
  }

  /// Carries out the changes of entries.
  ///
  /// @param numbers of the changes to carry out; those of other resources are skipped
  /// @return whether no change has failed so far
  boolean run(List<PlannedChange> steps, List<Integer> numbers) {
    var replaced = new ArrayList<Integer>();
    var created = new ArrayList<Integer>();
    var deleted = new ArrayList<Integer>();
    for (int number : numbers) {
      switch (steps.get(number)) {
        case PlannedChange.ReplaceEntry _ -> replaced.add(number);
        case PlannedChange.CreateEntry _ -> created.add(number);
        case PlannedChange.DeleteEntry _ -> deleted.add(number);
        default -> {}
      }
    }
    batches(replaced, batch -> problems(entries.replace(wanted(steps, batch))));
    batches(created, batch -> problems(entries.create(wanted(steps, batch))));
    batches(deleted, batch -> deleted(entries.delete(ids(steps, batch))));
    return !report.halted();
  }

  private void batches(
      List<Integer> numbers, Function<List<Integer>, List<Optional<Problem>>> write) {
    for (var from = 0; from < numbers.size(); from += RegistrationEntries.BATCH) {
      var to = Math.min(from + RegistrationEntries.BATCH, numbers.size());
      if (report.halted()) {
        return;
      }
      batch(numbers.subList(from, to), write);
    }
  }

  private void batch(List<Integer> batch, Function<List<Integer>, List<Optional<Problem>>> write) {
    try {
      var problems = write.apply(batch);
      for (var i = 0; i < batch.size(); i++) {
        var number = batch.get(i);
        problems
            .get(i)
            .ifPresentOrElse(
                problem -> report.failed(number, problem),
                () -> report.done(number, PlannedChangeFields.of(report.step(number))));
      }
    } catch (ProblemException e) {
      report.failed(batch.getFirst(), e.problem());
    }
  }

  private static List<RegistrationEntry> wanted(List<PlannedChange> steps, List<Integer> batch) {
    return batch.stream()
        .map(number ->
            switch (steps.get(number)) {
              case PlannedChange.CreateEntry(var entry) -> entry;
              case PlannedChange.ReplaceEntry(_, var after) -> after;
              default -> throw new IllegalStateException("not an entry to write");
            })
        .toList();
  }

  private static List<String> ids(List<PlannedChange> steps, List<Integer> batch) {
    return batch.stream()
        .map(number ->
            steps.get(number) instanceof PlannedChange.DeleteEntry(var entry) ? entry.id() : "")
        .toList();
  }

  private static List<Optional<Problem>> problems(List<BatchItemResult> results) {
    return results.stream().map(ApplyEntries::problem).toList();
  }

  private static Optional<Problem> problem(BatchItemResult result) {
    return switch (result) {
      case BatchItemResult.Done _ -> Optional.empty();
      case BatchItemResult.Failed(var problem) -> Optional.of(problem);
      case BatchItemResult.Exists(var entry) ->
          Optional.of(
              new Problem.Refused(
                  "world-moved-on",
                  "another process has created entry "
                      + entry.id()
                      + " for "
                      + entry.spiffeId()
                      + " meanwhile",
                  "run the command again"));
    };
  }

  /// Ignores entries that another process has meanwhile deleted: the result is the desired one.
  private static List<Optional<Problem>> deleted(List<Optional<Problem>> problems) {
    return problems.stream()
        .map(problem -> problem.filter(why -> !(why instanceof Problem.Missing)))
        .toList();
  }
}
