package io.spiffeaws.cli;

import io.spiffeaws.chain.Plan;
import io.spiffeaws.cli.view.ChainView;
import io.spiffeaws.cli.view.ProgressBar;
import io.spiffeaws.cli.wiring.ChainWiring;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.util.Locale;

/// Carries out the plan of apply or destroy, or only shows it.
///
/// @param dryRun only show it
/// @param yes delete without asking
/// @param askable whether standard input is free for an answer
record ChainRun(boolean dryRun, boolean yes, boolean askable, Invocation invocation) {

  /// @return the exit code
  int run(Plan plan, ChainWiring wiring) {
    var output = invocation.output();
    if (dryRun) {
      ChainView.plan(plan.changes(), output);
      plan.checkConflicts();
      return ExitCode.DONE;
    }
    plan.checkConflicts();
    confirm(plan);
    return ChainView.applied(wiring.applyPlan(new ProgressBar(output)).run(plan), output);
  }

  /// @throws ProblemException malformed, where there is no terminal to ask on; refused, where the
  ///   answer is no
  private void confirm(Plan plan) {
    if (yes || plan.drops() == 0) {
      return;
    }
    var what = plan.drops() + (plan.drops() == 1 ? " thing" : " things");
    if (!askable
        || !invocation.console().errIsTerminal()
        || !invocation.console().outIsTerminal()) {
      throw ProblemException.malformed(
          "confirmation-needed",
          what + " would be deleted, and there is no terminal to ask on",
          "look at it with --dry-run, then say --yes");
    }
    ChainView.plan(plan.changes(), invocation.output());
    invocation.output().ask(what + " will be deleted, as shown above. Go on? [y/N] ");
    if (!answer().toLowerCase(Locale.ROOT).matches("y|yes")) {
      throw ProblemException.refused("not-confirmed", "nothing was changed, as was answered", "");
    }
  }

  private String answer() {
    var line = new StringBuilder();
    try {
      var in = invocation.console().in();
      for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        line.append((char) c);
      }
      return line.toString().strip();
    } catch (IOException e) {
      return "";
    }
  }
}
