package io.spiffeaws.cli.view;

import io.spiffeaws.chain.ApplyPlan;
import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.cli.ExitCode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Shows what is to be done about a chain, and what was done. As text, what is as it should be is
/// only counted.
public final class ChainView {
  private static final int MOST_LINES = 200;

  private ChainView() {}

  /// What a plan would change.
  public static void plan(Changes changes, Output output) {
    show(changes, change -> change, output);
    output.words("plan: " + counted(changes));
  }

  /// @param drops how many things a plan takes away as a whole
  public static void dropsNeedPrune(long drops, Output output) {
    if (drops > 0) {
      output.words(drops + " of the deletions only with apply --prune");
    }
  }

  /// How a plan that is made again differs from the one that is kept; no part of the answer for
  /// programs.
  ///
  /// @param lines of a diff
  public static void outdated(List<String> lines, Output output) {
    if (!output.json()) {
      lines.stream().limit(MOST_LINES).forEach(line -> output.error("  " + Text.plain(line)));
      if (lines.size() > MOST_LINES) {
        output.error("  ... " + (lines.size() - MOST_LINES) + " more lines");
      }
    }
  }

  /// @return the exit code that goes with it
  public static int applied(ApplyPlan.Result result, Output output) {
    result.warnings().forEach(output::warning);
    show(result.changes(), ChainView::brief, output);
    if (result.stopped().isEmpty()) {
      output.words(counted(result.changes()));
      return ExitCode.DONE;
    }
    var problem = result.stopped().get();
    if (output.json()) {
      // nothing but the error, for whoever parses it
      ProblemView.show(problem, output);
      return ExitCode.of(problem);
    }
    output.words(counted(result.changes()));
    ProblemView.show(problem, output);
    if (result.notTried() > 0) {
      output.words(
          "stopped there: %d more not tried; the same command goes on from here"
              .formatted(result.notTried()));
    }
    return ExitCode.of(problem);
  }

  private static void show(Changes changes, UnaryOperator<Change> told, Output output) {
    output.result(
        () -> ChangesView.json(changes),
        () ->
            ChangesView.text(
                new Changes(
                    changes.changes().stream().filter(ChainView::worthALine).map(told).toList(),
                    changes.dryRun()),
                output.palette()));
  }

  /// What the file says already need not be said again.
  private static Change brief(Change change) {
    return switch (change.action()) {
      case CREATED, DELETED ->
          new Change(change.kind(), change.name(), change.action(), change.id(), "");
      case UPDATED, UNCHANGED, FAILED -> change;
    };
  }

  private static boolean worthALine(Change change) {
    return change.action() != Change.Action.UNCHANGED || !change.detail().isEmpty();
  }

  private static String counted(Changes changes) {
    Map<Change.Action, Integer> counts = new EnumMap<>(Change.Action.class);
    changes.changes().forEach(change -> counts.merge(change.action(), 1, Integer::sum));
    var text = new StringBuilder();
    for (var action : Change.Action.values()) {
      var count = counts.getOrDefault(action, 0);
      if (count > 0 || action != Change.Action.FAILED) {
        text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(action.word());
      }
    }
    return text.toString();
  }
}
