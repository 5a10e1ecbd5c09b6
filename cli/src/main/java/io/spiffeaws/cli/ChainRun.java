package io.spiffeaws.cli;

import io.spiffeaws.chain.Plan;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.view.ChainView;
import io.spiffeaws.cli.view.ProgressBar;
import io.spiffeaws.cli.wiring.ChainWiring;

/// Applies the plan of apply or destroy, or only shows it.
///
/// @param dryRun only show it
/// @param confirm asks before anything is deleted
record ChainRun(boolean dryRun, ConfirmOption confirm, Invocation invocation) {

  /// @return the exit code
  int run(Plan plan, ChainWiring wiring) {
    var output = invocation.output();
    if (dryRun) {
      ChainView.plan(plan.changes(), output);
      plan.checkConflicts();
      return ExitCode.DONE;
    }
    plan.checkConflicts();
    if (!new Confirmation(confirm, invocation).ask(plan.deletions(), plan.changes())) {
      return ExitCode.DONE;
    }
    return ChainView.applied(wiring.applyPlan(new ProgressBar(output)).run(plan), output);
  }
}
