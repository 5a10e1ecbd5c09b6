package io.spiffeaws.chain;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.ItemResult;
import io.spiffeaws.spire.RegistrationEntries;
import io.spiffeaws.spire.RegistrationEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Makes, changes and deletes entries, a batch at a time.
final class ApplyEntries {
  private final RegistrationEntries entries;
  private final Report report;

  ApplyEntries(RegistrationEntries entries, Report report) {
    this.entries = entries;
    this.report = report;
  }

  /// @param numbers of the steps to do; those that are about no entry are passed over
  /// @return whether all was done
  boolean run(List<Step> steps, List<Integer> numbers) {
    var replaced = new ArrayList<Integer>();
    var made = new ArrayList<Integer>();
    var dropped = new ArrayList<Integer>();
    for (int number : numbers) {
      switch (steps.get(number)) {
        case Step.ReplaceEntry _ -> replaced.add(number);
        case Step.MakeEntry _ -> made.add(number);
        case Step.DropEntry _ -> dropped.add(number);
        default -> {}
      }
    }
    batches(replaced, batch -> problems(entries.replace(wanted(steps, batch))));
    batches(made, batch -> problems(entries.create(wanted(steps, batch))));
    batches(dropped, batch -> deleted(entries.delete(ids(steps, batch))));
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
                () -> report.done(number, StepChanges.of(report.step(number))));
      }
    } catch (ProblemException e) {
      report.failed(batch.getFirst(), e.problem());
    }
  }

  private static List<RegistrationEntry> wanted(List<Step> steps, List<Integer> batch) {
    return batch.stream()
        .map(number ->
            switch (steps.get(number)) {
              case Step.MakeEntry(var entry) -> entry;
              case Step.ReplaceEntry(_, var after) -> after;
              default -> throw new IllegalStateException("not an entry to write");
            })
        .toList();
  }

  private static List<String> ids(List<Step> steps, List<Integer> batch) {
    return batch.stream()
        .map(number -> steps.get(number) instanceof Step.DropEntry(var entry) ? entry.id() : "")
        .toList();
  }

  private static List<Optional<Problem>> problems(List<ItemResult> results) {
    return results.stream().map(ApplyEntries::problem).toList();
  }

  private static Optional<Problem> problem(ItemResult result) {
    return switch (result) {
      case ItemResult.Done _ -> Optional.empty();
      case ItemResult.Failed(var problem) -> Optional.of(problem);
      case ItemResult.Exists(var entry) ->
          Optional.of(
              new Problem.Refused(
                  "world-moved-on",
                  "someone else has made entry "
                      + entry.id()
                      + " for "
                      + entry.spiffeId()
                      + " meanwhile",
                  "run the command again"));
    };
  }

  /// What someone else has deleted meanwhile is as gone as was asked.
  private static List<Optional<Problem>> deleted(List<Optional<Problem>> problems) {
    return problems.stream()
        .map(problem -> problem.filter(why -> !(why instanceof Problem.Missing)))
        .toList();
  }
}
