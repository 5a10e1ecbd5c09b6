package io.spiffeaws.cli;

import io.spiffeaws.chain.Plan;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.view.ChainView;
import io.spiffeaws.cli.view.InterruptView;
import io.spiffeaws.cli.view.ProgressBar;
import io.spiffeaws.cli.wiring.ChainWiring;

/// Applies the plan of apply or destroy, or only shows it.
///
/// @param dryRun only show it
/// @param confirm asks before anything is deleted
record ChainRun(boolean dryRun, ConfirmOption confirm, Invocation invocation) {

  /// @param resume a hint how to make the changes that an interrupted run has not made
  /// @return the exit code
  int run(Plan plan, ChainWiring wiring, String resume) {
    var output = invocation.output();
    if (dryRun) {
      ChainView.plan(plan.changes(), output);
      plan.checkConflicts();
      return ExitCode.DONE;
    }
    plan.checkConflicts();
    if (plan.deletions() > 0
        && !new Confirmation(confirm, invocation).ask(ChainView.worthShowing(plan.changes()))) {
      return ExitCode.DONE;
    }
    return Interruption.duringChanges(invocation, stop -> applied(plan, wiring, resume, stop));
  }

  private int applied(Plan plan, ChainWiring wiring, String resume, StopRequest stop) {
    var output = invocation.output();
    var result = wiring.applyPlan(new ProgressBar(output), stop).run(plan);
    var exitCode = ChainView.applied(result, output);
    if (stop.isMade() && result.stopped().isEmpty()) {
      InterruptView.changes(result.changes().made(), plan.changes().made(), resume, output);
    }
    return exitCode;
  }
}
