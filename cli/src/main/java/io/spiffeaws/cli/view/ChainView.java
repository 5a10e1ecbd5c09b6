package io.spiffeaws.cli.view;

import io.spiffeaws.chain.ApplyPlan;
import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.config.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shows the plan of a chain, and the result of an apply. In text form, unchanged resources are
/// only counted.
public final class ChainView {
  private static final int MOST_LINES = 200;

  private ChainView() {}

  /// Shows which context a chain is planned with, if any.
  public static void context(Optional<Context> context, Output output) {
    context.ifPresent(used -> output.message("context: " + used.name()));
  }

  /// Shows a plan.
  public static void plan(Changes changes, Output output) {
    show(changes, change -> change, output);
    output.message("plan: " + planned(changes));
  }

  /// Says that an apply without `--prune` does not delete resources which the chain file no longer
  /// has.
  ///
  /// @param deletes how many the plan deletes
  public static void deletionsRequirePrune(long deletes, Output output) {
    if (deletes > 0) {
      output.message("apply deletes %d of these only with --prune".formatted(deletes));
    }
  }

  /// Shows how a new plan differs from a saved one, unless the output is for programs.
  ///
  /// @param lines of a diff
  public static void outdated(List<String> lines, Output output) {
    if (!output.structured()) {
      lines.stream().limit(MOST_LINES).forEach(line -> output.error("  " + Text.plain(line)));
      if (lines.size() > MOST_LINES) {
        output.error("  ... " + (lines.size() - MOST_LINES) + " more lines");
      }
    }
  }

  /// @return the exit code
  public static int applied(ApplyPlan.Result result, Output output) {
    result.warnings().forEach(output::warning);
    show(result.changes(), ChainView::brief, output);
    if (result.stopped().isEmpty()) {
      output.message(counted(result.changes()));
      return ExitCode.DONE;
    }
    var problem = result.stopped().get();
    if (output.structured()) {
      // programs that parse standard error get the error alone
      ProblemView.show(problem, output);
      return ExitCode.of(problem);
    }
    output.message(counted(result.changes()));
    ProblemView.show(problem, output);
    if (result.notTried() > 0) {
      output.message(
          "stopped: %d more not tried; to resume, run the same command again"
              .formatted(result.notTried()));
    }
    return ExitCode.of(problem);
  }

  private static void show(Changes changes, UnaryOperator<Change> told, Output output) {
    var shown =
        new Changes(worthShowing(changes).changes().stream().map(told).toList(), changes.dryRun());
    ChangesView.result(changes, shown, output);
  }

  /// Returns the changes without unchanged resources on which there is no note.
  public static Changes worthShowing(Changes changes) {
    return new Changes(
        changes.changes().stream().filter(ChainView::worthALine).toList(), changes.dryRun());
  }

  /// Leaves out details that only repeat the chain file.
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

  private static String planned(Changes changes) {
    return "%d to create, %d to update, %d to delete, %d unchanged%s"
        .formatted(
            changes.count(Change.Action.CREATED),
            changes.count(Change.Action.UPDATED),
            changes.count(Change.Action.DELETED),
            changes.count(Change.Action.UNCHANGED),
            changes.anyFailed()
                ? ", %d will fail".formatted(changes.count(Change.Action.FAILED))
                : "");
  }

  private static String counted(Changes changes) {
    return Stream.of(Change.Action.values())
        .filter(action -> action != Change.Action.FAILED || changes.anyFailed())
        .map(action -> changes.count(action) + " " + action.word())
        .collect(Collectors.joining(", "));
  }
}
